namespace Marquee.Data;

/// <summary>Finds the files of a data set.</summary>
internal static class DatasetFiles
{
    private const string Packed = ".gz";

    /// <summary>A file of a folder, packed or not, or none.</summary>
    public static string? Find(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        return File.Exists(path) ? path : File.Exists(path + Packed) ? path + Packed : null;
    }

    /// <summary>A file of a folder, packed or not.</summary>
    /// <exception cref="DatasetException">There is no such file.</exception>
    public static string Require(string folder, string name, string layout) =>
        Find(folder, name) ?? throw ReadSession.Refuse(Path.Combine(folder, name), $"is missing; the folder must hold {layout}");

    /// <summary>What lies in a folder, by name.</summary>
    /// <exception cref="DatasetException">The folder may not be read.</exception>
    public static IReadOnlyList<string> In(string folder)
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(folder).Order(StringComparer.Ordinal)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw ReadSession.Refuse(folder, $"cannot be listed: {exception.Message}", exception);
        }
    }

    /// <summary>The name of a file without its folder and without <c>.gz</c>, in lower case.</summary>
    public static string Name(string path)
    {
        var name = Path.GetFileName(path).ToLowerInvariant();
        return name.EndsWith(Packed, StringComparison.Ordinal) ? name[..^Packed.Length] : name;
    }

    /// <summary>The extension of a file without <c>.gz</c>, in lower case, with its dot.</summary>
    public static string Extension(string path) => Path.GetExtension(Name(path));
}
