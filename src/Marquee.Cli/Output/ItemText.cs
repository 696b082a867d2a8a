using Marquee.Data;

namespace Marquee.Cli;

/// <summary>Items in words, as Spectre markup.</summary>
internal static class ItemText
{
    /// <summary>Title and year, or the id where there is no title.</summary>
    public static string Title(Item item) =>
        $"[bold]{Printable.Markup(item.Title ?? item.Id)}[/]{(item.Year is { } year ? $" ({year})" : string.Empty)}";

    /// <summary>Kind, countries and categories.</summary>
    public static string Facts(Item item)
    {
        string?[] parts = [item.Kind, string.Join('/', item.Countries), string.Join(", ", item.Categories)];
        return Printable.Markup(string.Join(" · ", parts.Where(part => !string.IsNullOrEmpty(part))));
    }
}
