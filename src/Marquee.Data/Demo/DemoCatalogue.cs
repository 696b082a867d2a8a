using System.Reflection;

namespace Marquee.Data.Demo;

/// <summary>The films and series of the built-in service: facts, kept as JSON lines inside this assembly (folder <c>Demo/catalogue</c>).</summary>
public static class DemoCatalogue
{
    /// <summary>Reads the catalogue, films before series and each by year. O(items).</summary>
    public static IReadOnlyList<Item> Load()
    {
        var items = new ItemCollector();
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.EndsWith(".jsonl", StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            MarqueeFormat.Read(stream, name, items, ReadContext.Strict);
        }

        return [.. items.Items.OrderBy(item => item.Kind, StringComparer.Ordinal).ThenBy(item => item.Year).ThenBy(item => item.Id, StringComparer.Ordinal)];
    }

    /// <summary>The vocabulary of themes: group to its tags.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Themes()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("themes.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(line => !line.StartsWith('#'))
            .Select(line => line.Split(':', 2))
            .ToDictionary(
                parts => parts[0],
                parts => (IReadOnlyList<string>)parts[1].Split(',', StringSplitOptions.TrimEntries));
    }

    private sealed class ItemCollector : IDatasetSink
    {
        public List<Item> Items { get; } = [];

        public void Add(User user) => throw new InvalidDataException($"The built-in catalogue holds items only, not user '{user.Id}'.");

        public void Add(Item item) => Items.Add(item);

        public void Add(Interaction interaction) => throw new InvalidDataException("The built-in catalogue holds items only, not interactions.");
    }
}
