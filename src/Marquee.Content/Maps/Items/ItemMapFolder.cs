using System.Buffers;

namespace Marquee.Content;

/// <summary>Maps under names, each a JSON file in a folder.</summary>
/// <param name="directory">The folder; made when the first map is saved.</param>
public sealed class ItemMapFolder(string directory)
{
    private const string Extension = ".json";
    private const int LongestName = 60;

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary>Whether a map may have this name: 1 to 60 lower-case letters, digits and hyphens.</summary>
    public static bool IsName(string name) => name.Length is > 0 and <= LongestName && !name.AsSpan().ContainsAnyExcept(NameCharacters);

    /// <summary>The names, in ordinal order.</summary>
    public IReadOnlyList<string> Names() => !Directory.Exists(directory) ? []
        : [.. Directory.EnumerateFiles(directory, "*" + Extension).Select(file => Path.GetFileNameWithoutExtension(file)).Where(IsName).Order(StringComparer.Ordinal)];

    /// <summary>Saves a map, in the place of one of that name. Whoever reads at the same time sees the one or the other whole.</summary>
    /// <returns>The file.</returns>
    /// <exception cref="ArgumentException">It is no name for a map.</exception>
    public string Save(string name, ItemMap map)
    {
        var file = FileOf(name);
        Directory.CreateDirectory(directory);
        var unfinished = $"{file}.new";
        using (var stream = File.Create(unfinished))
        {
            ItemMapJson.Write(map, stream);
            stream.Flush(flushToDisk: true);
        }

        File.Move(unfinished, file, overwrite: true);
        return file;
    }

    /// <summary>Reads a map; nothing where there is none of that name.</summary>
    /// <exception cref="InvalidDataException">The file holds no map.</exception>
    public ItemMap? Load(string name)
    {
        if (!IsName(name) || !File.Exists(FileOf(name)))
        {
            return null;
        }

        using var stream = File.OpenRead(FileOf(name));
        return ItemMapJson.Read(stream);
    }

    /// <summary>Removes a map.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Remove(string name)
    {
        if (!IsName(name) || !File.Exists(FileOf(name)))
        {
            return false;
        }

        File.Delete(FileOf(name));
        return true;
    }

    private string FileOf(string name) => IsName(name)
        ? Path.Combine(directory, name + Extension)
        : throw new ArgumentException($"'{name}' is no name for a map: 1 to {LongestName} lower-case letters, digits and hyphens make one.", nameof(name));
}
