namespace Marquee.Data;

/// <summary>One file to download: an archive to unpack, or a file as it is.</summary>
public sealed record DatasetPart
{
    private DatasetPart(Uri address, bool isArchive, IReadOnlyList<string> files) =>
        (Address, IsArchive, Files) = (address, isArchive, files);

    /// <summary>Where it is published.</summary>
    public Uri Address { get; }

    /// <summary>Whether it is unpacked (zip, or tar packed with gzip).</summary>
    public bool IsArchive { get; }

    /// <summary>The files that must be there when it is here, relative to the data set's folder: for an archive those that make the data set, else the file itself.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>Where the publisher puts the checksum, if anywhere.</summary>
    public Uri? ChecksumAddress { get; init; }

    /// <summary>The checksum, where it is known and the file does not change; the publisher's checksum file is not asked then.</summary>
    public FileChecksum? Checksum { get; init; }

    /// <summary>About how many bytes are downloaded.</summary>
    public long ApproximateBytes { get; init; }

    /// <summary>The file's name at the publisher.</summary>
    public string FileName => Path.GetFileName(Address.AbsolutePath);

    /// <summary>An archive. What lies in its one outer folder, if it has one, comes into the data set's folder.</summary>
    /// <param name="address">Where it is published.</param>
    /// <param name="files">The files that make the data set, relative to the data set's folder.</param>
    public static DatasetPart Archive(Uri address, params IReadOnlyList<string> files) => new(address, isArchive: true, files);

    /// <summary>A file that stays as it is.</summary>
    /// <param name="address">Where it is published.</param>
    /// <param name="target">Where it comes, relative to the data set's folder.</param>
    public static DatasetPart File(Uri address, string target) => new(address, isArchive: false, [target]);
}
