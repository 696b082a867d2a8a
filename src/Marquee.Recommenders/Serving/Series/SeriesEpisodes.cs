using System.Globalization;
using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>The episodes of one series in their order; see <see cref="SeriesIndex"/>.</summary>
internal sealed class SeriesEpisodes
{
    private readonly int[] _items;
    private readonly HashSet<int> _specials;
    private readonly Dictionary<int, int> _next = [];

    /// <summary>Puts episodes in order. O(episodes log episodes).</summary>
    /// <param name="episodes">Item indices, in any order.</param>
    /// <param name="items">The catalogue by item index.</param>
    public SeriesEpisodes(IEnumerable<int> episodes, IReadOnlyList<Item> items)
    {
        Place[] places = [.. episodes.Select(item => Place.Of(item, items[item]))
            .OrderBy(place => place.IsSpecial).ThenBy(place => place.Season).ThenBy(place => place.Number is null).ThenBy(place => place.Number)
            .ThenBy(place => items[place.Item].ReleaseDate is null).ThenBy(place => items[place.Item].ReleaseDate).ThenBy(place => place.Item)];
        _items = Array.ConvertAll(places, place => place.Item);
        _specials = [.. places.Where(place => place.IsSpecial).Select(place => place.Item)];
        Place[][] steps = [.. Steps(places.Where(place => !place.IsSpecial))];
        for (var step = 1; step < steps.Length; step++)
        {
            foreach (var place in steps[step - 1])
            {
                var language = items[place.Item].Language;
                _next.Add(place.Item, (steps[step].FirstOrDefault(other => items[other.Item].Language == language) ?? steps[step][0]).Item);
            }
        }

        Followers = [.. steps.Skip(1).SelectMany(step => step).Select(place => place.Item)];
    }

    /// <summary>The episodes in their order, specials last.</summary>
    public ReadOnlySpan<int> Items => _items;

    /// <summary>Those that another one comes before.</summary>
    public IReadOnlyList<int> Followers { get; }

    /// <summary>Whether an episode stands outside the order.</summary>
    public bool IsSpecial(int episode) => _specials.Contains(episode);

    /// <summary>The episode that follows one; -1 where none does.</summary>
    public int Next(int episode) => _next.GetValueOrDefault(episode, -1);

    /// <summary>Groups what has the same numbers.</summary>
    private static IEnumerable<Place[]> Steps(IEnumerable<Place> places)
    {
        var step = new List<Place>();
        foreach (var place in places)
        {
            if (step.Count > 0 && (place.Number is null || place.Number != step[0].Number || place.Season != step[0].Season))
            {
                yield return [.. step];
                step.Clear();
            }

            step.Add(place);
        }

        if (step.Count > 0)
        {
            yield return [.. step];
        }
    }

    private sealed record Place(int Item, int Season, int? Number)
    {
        public bool IsSpecial => Season == 0;

        public static Place Of(int item, Item known) => new(item, NumberIn(known, ServingAttributes.Season) ?? 1, NumberIn(known, ServingAttributes.Episode));

        private static int? NumberIn(Item item, string attribute) =>
            int.TryParse(item.Attributes[attribute], NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
