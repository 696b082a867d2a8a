using System.Formats.Tar;
using System.IO.Compression;

namespace Marquee.Media;

/// <summary>
/// Reads the files of a tar archive, plain or packed by gzip or xz, as data sets of many small pictures come. Nothing is written to the disk. For xz, which the base library does not read, the program <c>xz</c> is run.
/// </summary>
public static class TarArchive
{
    private const string MissingXz = "The archive is packed by xz, and the program 'xz' is not on the PATH: install it (Debian and Ubuntu: xz-utils; macOS: brew install xz), or unpack the archive to .tar.";

    /// <summary>The files of an archive in its order; folders and links are left out.</summary>
    /// <param name="path">The archive; how it is packed is told by its content.</param>
    /// <param name="limits">What it may cost: <see cref="DecodeLimits.MaximumBytes"/> bounds the packed and the unpacked archive. Null is <see cref="DecodeLimits.Default"/>.</param>
    /// <param name="cancellationToken">Ends <c>xz</c>.</param>
    /// <exception cref="MediaException">It cannot be opened, is damaged, is larger than the limits, or <c>xz</c> is needed and missing.</exception>
    public static IReadOnlyList<ArchiveEntry> ReadFile(string path, DecodeLimits? limits = null, CancellationToken cancellationToken = default) =>
        BoundedReading.Named(path, () => ReadEntries(Unpack(path, limits ?? DecodeLimits.Default, cancellationToken)));

    private static ReadOnlyMemory<byte> Unpack(string path, DecodeLimits limits, CancellationToken cancellationToken)
    {
        var packed = BoundedReading.ReadFile(path, limits);
        switch (packed.Span)
        {
            case [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0, ..]:
                using (var program = OutsideProgram.Start("xz", ["--decompress", "--stdout", "--memlimit=512MiB", "--", Path.GetFullPath(path)], limits.Timeout, MissingXz, cancellationToken))
                {
                    return program.ReadToEnd(limits);
                }

            case [0x1F, 0x8B, ..]:
                using (var stream = new GZipStream(BoundedReading.AsStream(packed), CompressionMode.Decompress))
                {
                    return Guarded(() => BoundedReading.ReadAll(stream, limits, "What the archive unpacks to is"));
                }

            default:
                return packed;
        }
    }

    private static List<ArchiveEntry> ReadEntries(ReadOnlyMemory<byte> archive) => Guarded(() =>
    {
        var entries = new List<ArchiveEntry>();
        using var reader = new TarReader(BoundedReading.AsStream(archive));
        while (reader.GetNextEntry() is { } entry)
        {
            if (entry.DataStream is { } data && entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile)
            {
                if (data.Length > archive.Length)
                {
                    throw new MediaException($"The archive is damaged or cut: {entry.Name} states {data.Length:N0} bytes, more than all of it.");
                }

                var content = new byte[data.Length];
                data.ReadExactly(content);
                entries.Add(new ArchiveEntry(entry.Name, content));
            }
        }

        return entries.Count > 0 ? entries : throw new MediaException("The file is no tar archive, or has no files.");
    });

    private static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException or FormatException or ArgumentException or OverflowException)
        {
            throw new MediaException($"The archive is damaged or cut: {exception.Message}", exception);
        }
    }
}
