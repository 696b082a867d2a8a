using Marquee.Data;

namespace Marquee.Live;

/// <summary>What is known of the items and users of a <see cref="LiveEngine"/>, counted: what was just written counts already. May be called from many threads at once; they wait for one another.</summary>
/// <remarks>
/// Everything is counted once, O(events), when it is first asked for after the engine loaded its data anew, and from then on only what changed. Whoever asks waits for that; requests for lists do not.
/// </remarks>
public sealed class Insight
{
    /// <summary>Most weeks of popularity.</summary>
    public const int MostWeeks = 208;

    private const int ValuesKept = 50;
    private const int TasteValuesKept = 12;

    private static readonly string[] FirstAttributes = ["country", "ageGroup"];
    // Numbers and what says too much of one person do not group anybody.
    private static readonly string[] NoGroups = ["age", "birthYear"];

    private readonly LiveEngine _engine;
    private readonly Answers _answers;
    private readonly Lock _counting = new();
    private LiveCounts? _counts;
    private Alikeness? _alikeness;
    private CatalogueMedia? _media;
    private DataStatistics? _statistics;
    private (LiveCounts Counts, long Version, Catalogue Catalogue, long Minute) _statisticsKey;
    private IdPrefixes? _userIds;
    private IdPrefixes? _itemIds;

    /// <summary>Looks into an engine.</summary>
    /// <param name="engine">What is known.</param>
    /// <param name="answers">Makes the lists that tastes are compared with, and knows which items are alike; nothing is noted as served.</param>
    public Insight(LiveEngine engine, Answers answers)
    {
        _engine = engine;
        _answers = answers;
    }

    /// <summary>Who watches an item. O(viewers of the item).</summary>
    /// <param name="item">Item index.</param>
    public Audience AudienceOf(int item) => Counted(counts =>
    {
        var viewers = counts.ViewersOf(item);
        var kinds = Enumerable.Range(0, _engine.Kinds.Count).Select(kind => new KindCount(_engine.Kinds[(short)kind], counts.EventsOf(item, (short)kind)))
            .Where(kind => kind.Count > 0).OrderByDescending(kind => kind.Count).ThenBy(kind => kind.Kind, StringComparer.Ordinal).ToArray();
        var records = Array.ConvertAll(viewers, counts.RecordOf);
        var groups = counts.Attributes.All.Where(attribute => !NoGroups.Contains(attribute.Key)).ToDictionary();
        string[] names = [.. FirstAttributes.Where(groups.ContainsKey), .. groups.Keys.Except(FirstAttributes).Order(StringComparer.Ordinal)];
        return new Audience(
            viewers.Length,
            (int)kinds.Where(kind => kind.Kind != InteractionKinds.Impression).Sum(kind => kind.Count),
            kinds,
            [.. names.Select(name => GroupOf(name, groups[name], records.Select(user => counts.Attributes.ValueOf(user, name)))).Where(group => group.Known > 0)]);
    });

    /// <summary>How much an item was watched week by week, earliest first, until the newest week in which anything was. O(weeks x items).</summary>
    /// <param name="item">Item index.</param>
    /// <param name="weeks">How many weeks, 1 to <see cref="MostWeeks"/>.</param>
    /// <returns>The weeks; none where nothing was ever watched at a known time.</returns>
    public IReadOnlyList<PopularityWeek> PopularityOf(int item, int weeks)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(weeks, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(weeks, MostWeeks);
        return Counted<IReadOnlyList<PopularityWeek>>(counts => counts.Weeks.Newest is not { } newest
            ? []
            : [.. Enumerable.Range(newest - weeks + 1, weeks).Select(week => WeekOf(counts, week, item))]);
    }

    /// <summary>The items most like one, in every way that is known: by what the catalogue says and who watched both, as <see cref="Marquee.Content.ComparableItems"/> compares them, and by each served model that can tell. Ways that find nothing are left out.</summary>
    /// <param name="item">Item index.</param>
    /// <param name="count">How many items in each, at most.</param>
    public IReadOnlyList<AlikeView> AlikeTo(int item, int count) => Counted(counts =>
    {
        var catalogue = _engine.Catalogue;
        if (_alikeness?.Catalogue != catalogue)
        {
            _alikeness = new Alikeness(catalogue, counts);
        }

        return _alikeness.Of(item, count, counts, _answers, _engine.Models);
    });

    /// <summary>The features of an item, such as how it looks and sounds, with the items nearest to it by each, and how much each counts where they were fused. One pass over the vectors of each; those are prepared when they are first asked for after an item changed.</summary>
    /// <param name="item">Item index.</param>
    /// <param name="count">How many items by each feature, at most.</param>
    public ItemMedia MediaOf(int item, int count)
    {
        var catalogue = _engine.Catalogue;
        var media = Volatile.Read(ref _media);
        if (media?.Catalogue != catalogue)
        {
            // Where several ask at once each makes one, which is cheap; the vectors of the one that stays are made once.
            Volatile.Write(ref _media, media = new CatalogueMedia(catalogue));
        }

        return media.Of(item, count, _answers.Allowed().Contains);
    }

    /// <summary>What there is, and what is odd about it. O(users + items) where something changed since the last time, or a minute passed.</summary>
    public DataStatistics Statistics() => Counted(counts =>
    {
        var key = (counts, counts.Version, _engine.Catalogue, _engine.Now / 60_000);
        if (_statistics is null || _statisticsKey != key)
        {
            (_statistics, _statisticsKey) = (DataReview.Of(counts, _engine), key);
        }

        return _statistics;
    });

    /// <summary>What a user's history is made of beside what a list for them is made of.</summary>
    /// <param name="user">The user; one who opted out has no history.</param>
    /// <param name="request">Which list.</param>
    /// <exception cref="ArgumentException">The request names a model that is not served, or a number is outside its range.</exception>
    public Taste TasteOf(UserState user, ListRequest request)
    {
        request.Check();
        var (model, list) = _answers.Best(user, request);
        var catalogue = _engine.Catalogue;
        var history = user.History(_engine.Now);
        var liked = new (Item Item, double Weight)[history.Count];
        for (var at = 0; at < liked.Length; at++)
        {
            liked[at] = (catalogue[history.Items[at]], history.Weights[at]);
        }

        return new Taste(
            liked.Length, list.Count, model,
            [.. TasteFacet.All.Select(facet => TasteFacet.Of(facet.Name, facet.Values, liked, list.Select(line => line.Item), TasteValuesKept)).OfType<TasteFacet>()]);
    }

    /// <summary>Users whose ids begin with a text, whether in capital or small letters, in alphabetical order; behind them, in order of appearance, those who came since the data were loaded.</summary>
    /// <param name="prefix">The text.</param>
    /// <param name="count">How many at most.</param>
    public IReadOnlyList<User> UsersStartingWith(string prefix, int count)
    {
        var known = Sorted(ref _userIds, _engine.Snapshot.UserIds);
        return
        [
            .. known.StartingWith(prefix).Concat(Enumerable.Range(known.Ids.Count, Math.Max(0, _engine.UserCount - known.Ids.Count)))
                .Select(user => _engine.User(user).Record).Where(user => user.Id.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)).Take(count),
        ];
    }

    /// <summary>Items whose ids begin with a text, then those whose title, people, categories, labels or summary have its words, the last of which may be the beginning of one.</summary>
    /// <param name="text">The text.</param>
    /// <param name="count">How many at most.</param>
    /// <exception cref="Marquee.Storage.StoreException">The store cannot be read.</exception>
    public IReadOnlyList<Item> ItemsFor(string text, int count)
    {
        var known = Sorted(ref _itemIds, _engine.Snapshot.ItemIds);
        var catalogue = _engine.Catalogue;
        return
        [
            .. known.StartingWith(text).Concat(Enumerable.Range(known.Ids.Count, Math.Max(0, catalogue.Count - known.Ids.Count)))
                .Where(item => item < catalogue.Count && catalogue[item].Id.StartsWith(text, StringComparison.OrdinalIgnoreCase)).Take(count)
                .Concat(_engine.Search(text, count).Select(hit => hit.Item).Where(item => item < catalogue.Count && !catalogue.IsErased(item)))
                .Distinct().Take(count).Select(item => catalogue[item]),
        ];
    }

    private static IdPrefixes Sorted(ref IdPrefixes? known, IdMap ids)
    {
        var current = Volatile.Read(ref known);
        if (current?.Ids != ids)
        {
            Volatile.Write(ref known, current = new IdPrefixes(ids));
        }

        return current;
    }

    private static PopularityWeek WeekOf(LiveCounts counts, int week, int item)
    {
        var viewers = counts.Weeks.Of(week, item);
        var (watched, before) = counts.Weeks.Rank(week, viewers);
        return new PopularityWeek(Week.Monday(week), viewers, viewers > 0 ? before + 1 : null, watched);
    }

    private static AudienceGroup GroupOf(string attribute, Dictionary<string, int> everybody, IEnumerable<string?> values)
    {
        var counts = values.OfType<string>().GroupBy(value => value, StringComparer.Ordinal).Select(group => (Value: group.Key, Viewers: group.Count())).ToArray();
        var (known, all) = (counts.Sum(value => value.Viewers), everybody.Values.Sum(count => (double)count));
        return new AudienceGroup(
            attribute,
            known,
            [
                .. counts.Select(value => new AudienceShare(value.Value, value.Viewers, (double)value.Viewers / known, value.Viewers / (double)known / (everybody[value.Value] / all)))
                    .OrderByDescending(share => share.Viewers).ThenBy(share => share.Value, StringComparer.Ordinal).Take(ValuesKept),
            ]);
    }

    private T Counted<T>(Func<LiveCounts, T> answer)
    {
        lock (_counting)
        {
            _counts = LiveCounts.Of(_engine, _counts);
            return answer(_counts);
        }
    }
}
