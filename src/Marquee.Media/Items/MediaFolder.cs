namespace Marquee.Media;

/// <summary>A folder with a file for each item: <c>ID.jpg</c>, <c>ID.wav</c>, the name before the last dot being the id of the item.</summary>
public static class MediaFolder
{
    /// <summary>The files of a folder, in ordinal order of their items. Hidden files and folders inside it are left out.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="MediaException">There is no such folder, nothing is in it, or two files are of one item.</exception>
    public static IReadOnlyList<ItemFile> Find(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        if (!Directory.Exists(folder))
        {
            throw new MediaException($"'{folder}': there is no such folder. It is to hold a file for each item, named by the item's id: 42.jpg.");
        }

        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            var id = Path.GetFileNameWithoutExtension(path);
            if (id.Length == 0 || Path.GetFileName(path)[0] == '.')
            {
                continue;
            }

            if (!files.TryAdd(id, path))
            {
                throw new MediaException($"'{path}': there is another file of the item '{id}', {Path.GetFileName(files[id])}. One is enough; take the other away.");
            }
        }

        return files.Count > 0
            ? [.. files.Select(file => new ItemFile(file.Key, file.Value))]
            : throw new MediaException($"'{folder}': there are no files in this folder. It is to hold one for each item, named by the item's id: 42.jpg.");
    }
}
