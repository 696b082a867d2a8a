namespace Marquee.Live;

/// <summary>What there is of items, and which of them are odd. O(items).</summary>
internal sealed class ItemReview
{
    public ItemReview(Catalogue catalogue, ReadOnlySpan<int> viewers)
    {
        var known = new HashSet<(string Title, int? Year, string? Kind, string? Series, string? Place)>();
        for (var index = 0; index < catalogue.Count; index++)
        {
            if (catalogue.IsErased(index))
            {
                continue;
            }

            Count++;
            var item = catalogue[index];
            if (!item.Hidden && (index >= viewers.Length || viewers[index] == 0))
            {
                NeverSeen.Add(item.Id);
            }

            if (string.IsNullOrWhiteSpace(item.Title))
            {
                Untitled.Add(item.Id);
            }
            else if (!known.Add((item.Title.Trim().ToUpperInvariant(), item.Year ?? item.ReleaseDate?.Year, item.Kind, item.Attributes["series"], $"{item.Attributes["season"]}/{item.Attributes["episode"]}")))
            {
                Double.Add(item.Id);
            }

            if (item.Categories.Count == 0)
            {
                Uncategorised.Add(item.Id);
            }
        }
    }

    public int Count { get; }

    public Found NeverSeen { get; } = new();

    public Found Untitled { get; } = new();

    public Found Uncategorised { get; } = new();

    public Found Double { get; } = new();
}
