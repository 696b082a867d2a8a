namespace Marquee.Data;

/// <summary>Finds the parts of a data set in what the user has.</summary>
internal static class LocalCopy
{
    /// <summary>The file of a part: the one that was named, or one of the published name in the folder that was named.</summary>
    public static string? FindFile(PublicDataset dataset, DatasetPart part, string from)
    {
        if (Directory.Exists(from))
        {
            string[] names = part.IsArchive ? [part.FileName] : [part.Files[0], part.FileName];
            return names.Select(name => Path.Combine(from, name)).FirstOrDefault(File.Exists);
        }

        // Only an archive may have another name: a set with one archive knows which it is.
        var isNamed = string.Equals(Path.GetFileName(from), part.FileName, StringComparison.OrdinalIgnoreCase);
        var isTheArchive = part.IsArchive && dataset.Parts.Count(other => other.IsArchive) == 1 && ArchiveUnpacker.IsArchive(from);
        return isNamed || isTheArchive ? from : null;
    }

    /// <summary>The folder that holds what was unpacked from an archive: the one that was named, or one inside it of the archive's name.</summary>
    public static string? FindUnpacked(DatasetPart part, string from) =>
        part.IsArchive && Directory.Exists(from)
            ? new[] { from, Path.Combine(from, Path.GetFileNameWithoutExtension(part.FileName)) }.FirstOrDefault(folder => part.Files.All(file => File.Exists(Path.Combine(folder, file))))
            : null;

    /// <summary>The publisher's checksum, where it lies beside the file.</summary>
    public static FileChecksum? ChecksumBeside(DatasetPart part, string file)
    {
        if (part.ChecksumAddress is not { } address)
        {
            return null;
        }

        var beside = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, Path.GetFileName(address.AbsolutePath));
        return File.Exists(beside) ? FileChecksum.Parse(File.ReadAllText(beside), part.FileName) : null;
    }

    /// <summary>The one folder in a folder that holds nothing else; else the folder itself. What the archiver of a Mac adds does not count.</summary>
    public static string InnerFolder(string folder) =>
        Directory.EnumerateFileSystemEntries(folder).Where(entry => Path.GetFileName(entry) != "__MACOSX").ToArray() is [var only] && Directory.Exists(only) ? only : folder;

    /// <summary>Copies the files directly in a folder.</summary>
    public static void CopyFiles(string folder, string target, CancellationToken cancellationToken)
    {
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            cancellationToken.ThrowIfCancellationRequested();
            CopyFile(file, Path.Combine(target, Path.GetFileName(file)));
        }
    }

    /// <summary>Copies a file; the copy can be written even where the original cannot.</summary>
    public static void CopyFile(string file, string target)
    {
        File.Copy(file, target);
        File.SetAttributes(target, FileAttributes.Normal);
    }
}
