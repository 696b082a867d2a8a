using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>Which episodes belong to which series, and in which order they are watched. Immutable.</summary>
/// <remarks>
/// <para>
/// An item belongs to the series that its attribute <see cref="ServingAttributes.Series"/> names by id, whether or not the catalogue holds that series itself. Episodes are in order of
/// <see cref="ServingAttributes.Season"/>, <see cref="ServingAttributes.Episode"/>, day of release and index. Where the season is missing, or no whole number from 0 on, it is taken for 1; episodes without a number come behind the numbered ones of their
/// season, by day of release. Two items with the same numbers (two languages, say) are the same step of the story: what follows the one follows the other.
/// </para>
/// <para>Season 0 holds specials: they stand outside the order, and nothing follows them or is followed by them.</para>
/// </remarks>
public sealed class SeriesIndex
{
    /// <summary>The kind of an item that is a series.</summary>
    public const string SeriesKind = "series";

    private const int None = -1;

    private readonly string?[] _seriesOf;
    private readonly Dictionary<string, int> _seriesItems;
    private readonly Dictionary<string, SeriesEpisodes> _series;

    /// <summary>Sorts a catalogue. O(items + episodes log episodes).</summary>
    /// <param name="items">The catalogue by item index.</param>
    public SeriesIndex(IReadOnlyList<Item> items)
    {
        _seriesOf = [.. items.Select(SeriesNamedBy)];
        _seriesItems = new(StringComparer.Ordinal);
        for (var item = 0; item < items.Count; item++)
        {
            if (IsSeries(items[item]))
            {
                _seriesItems[items[item].Id] = item;
            }
        }

        _series = Enumerable.Range(0, items.Count).Where(item => _seriesOf[item] is not null).GroupBy(item => _seriesOf[item]!, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => new SeriesEpisodes(group, items), StringComparer.Ordinal);
        Followers = new ItemMask(_series.Values.SelectMany(episodes => episodes.Followers));
    }

    private SeriesIndex(string?[] seriesOf, Dictionary<string, int> seriesItems, Dictionary<string, SeriesEpisodes> series, ItemMask followers) =>
        (_seriesOf, _seriesItems, _series, Followers) = (seriesOf, seriesItems, series, followers);

    /// <summary>Episodes that another one comes before.</summary>
    public ItemMask Followers { get; }

    /// <summary>Id of the series that an item is an episode of; none where it is no episode.</summary>
    public string? SeriesOf(int item) => (uint)item < (uint)_seriesOf.Length ? _seriesOf[item] : null;

    /// <summary>A series as an item; -1 where the catalogue has no item of kind <see cref="SeriesKind"/> with that id.</summary>
    /// <param name="seriesId">Id of the series.</param>
    public int ItemOf(string seriesId) => _seriesItems.GetValueOrDefault(seriesId, None);

    /// <summary>The episodes of a series in their order, specials last; none where there is no such series.</summary>
    /// <param name="seriesId">Id of the series.</param>
    public ReadOnlySpan<int> EpisodesOf(string seriesId) => _series.TryGetValue(seriesId, out var episodes) ? episodes.Items : [];

    /// <summary>The episode that follows one, of several the one in its language; -1 where none does, or it is no episode. O(1).</summary>
    public int Next(int episode) => SeriesOf(episode) is { } id ? _series[id].Next(episode) : None;

    /// <summary>Whether an item is an episode that stands outside the order of its series.</summary>
    public bool IsSpecial(int episode) => SeriesOf(episode) is { } id && _series[id].IsSpecial(episode);

    /// <summary>The index of a changed catalogue. O(changed) where no series changed; else O(items + series), copied, and the changed series are sorted anew.</summary>
    /// <param name="items">The catalogue now: as long as before, or longer.</param>
    /// <param name="changed">The items that are new or other than before.</param>
    public SeriesIndex With(IReadOnlyList<Item> items, IReadOnlyCollection<int> changed)
    {
        var touched = changed.SelectMany(item => new[] { SeriesOf(item), SeriesNamedBy(items[item]) }).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var seriesItems = _seriesItems;
        if (changed.Any(item => IsSeries(items[item]) != (ItemOf(items[item].Id) == item)))
        {
            seriesItems = new(_seriesItems, StringComparer.Ordinal);
            foreach (var item in changed)
            {
                if (IsSeries(items[item]))
                {
                    seriesItems[items[item].Id] = item;
                }
                else
                {
                    seriesItems.Remove(items[item].Id);
                }
            }
        }

        if (touched.Count == 0)
        {
            return new SeriesIndex(_seriesOf, seriesItems, _series, Followers);
        }

        var seriesOf = new string?[items.Count];
        _seriesOf.CopyTo(seriesOf, 0);
        foreach (var item in changed)
        {
            seriesOf[item] = SeriesNamedBy(items[item]);
        }

        var series = new Dictionary<string, SeriesEpisodes>(_series, StringComparer.Ordinal);
        var followers = new List<KeyValuePair<int, bool>>();
        foreach (var id in touched)
        {
            followers.AddRange((_series.GetValueOrDefault(id)?.Followers ?? []).Select(item => KeyValuePair.Create(item, false)));
            var episodes = EpisodesOf(id).ToArray().Union(changed).Where(item => seriesOf[item] == id).ToArray();
            series.Remove(id);
            if (episodes.Length > 0)
            {
                series.Add(id, new SeriesEpisodes(episodes, items));
            }
        }

        // An episode may go from one changed series to another, so what comes in counts after all that goes out.
        followers.AddRange(touched.SelectMany(id => series.GetValueOrDefault(id)?.Followers ?? []).Select(item => KeyValuePair.Create(item, true)));
        return new SeriesIndex(seriesOf, seriesItems, series, Followers.With(followers));
    }

    private static bool IsSeries(Item item) => string.Equals(item.Kind, SeriesKind, StringComparison.OrdinalIgnoreCase);

    private static string? SeriesNamedBy(Item item) => item.Attributes[ServingAttributes.Series] is { Length: > 0 } id && id != item.Id ? id : null;
}
