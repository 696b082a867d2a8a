using Marquee.Data;
using Marquee.Recommenders;

namespace Marquee.Live;

/// <summary>Somebody asking at one moment, and all lists that can be made for them: the model is asked once, and every list is chosen from the same scores.</summary>
internal sealed class Visit
{
    private readonly LiveEngine _engine;
    private readonly Answers _answers;
    private readonly ServingView _view;
    private readonly UserState? _user;
    private readonly ListRequest _limits;
    private readonly long _now;
    private readonly ICandidateRule[] _rules;
    private readonly RecommendationScratch _scratch = new();
    private readonly RecommendationPipeline _pipeline;
    private readonly string _model;

    public Visit(LiveEngine engine, Answers answers, ServingView view, UserState? user, ListRequest limits, long now)
    {
        _engine = engine;
        _answers = answers;
        _view = view;
        _user = user;
        _limits = limits;
        _now = now;
        Asked = Asking.History(user, limits, now);
        _rules = Asking.Rules(view, user, limits);
        var scorer = view.Scorer(now);
        _pipeline = view.Pipeline(scorer, Asked, limits);
        _model = view.Model.Label;
        _pipeline.Score(Asked, _scratch);
        if (Asking.SaysNothing(_scratch.Scores))
        {
            _pipeline = view.Pipeline(view.Popular(Country, now), Asked, limits);
            _model = PopularNow.Label;
            _pipeline.Score(Asked, _scratch);
        }
    }

    public Catalogue Catalogue => _view.Catalogue;

    /// <summary>What the model is told of who asks.</summary>
    public History Asked { get; }

    /// <summary>Where they are, if that is known.</summary>
    public string? Country => Asked.Context.Country;

    /// <summary>The best items.</summary>
    public (string Model, IReadOnlyList<AnsweredItem> Items) Best(IReadOnlySet<int> used, int count, ICandidateRule? also = null) =>
        (_model, Asking.Lines(_view, _pipeline.Choose(Asked, Wanted(used, count, also), _scratch), 0));

    /// <summary>The best items of a category.</summary>
    public (string Model, IReadOnlyList<AnsweredItem> Items) OfCategory(string category, IReadOnlySet<int> used, int count) =>
        Best(used, count, new FilterRule(Catalogue.Rules.Filters, ItemFilter.Category(category)));

    /// <summary>The best of the items that few know.</summary>
    public (string Model, IReadOnlyList<AnsweredItem> Items) HiddenGems(IReadOnlySet<int> used, int count) => Best(used, count, new OnlyRule(_view.LittleKnown));

    /// <summary>The best of the items that came out, or came to the service, in the last days.</summary>
    public (string Model, IReadOnlyList<AnsweredItem> Items) New(IReadOnlySet<int> used, int count, int days)
    {
        var now = DateTimeOffset.FromUnixTimeMilliseconds(_now);
        var items = Enumerable.Range(0, Catalogue.Count).Where(item => ReleaseOf(Catalogue[item]) is { } release && release <= now && now - release <= TimeSpan.FromDays(days));
        return Best(used, count, new OnlyRule(new ItemMask(items)));
    }

    /// <summary>The items most like one, as far as a model knows.</summary>
    public (string Model, IReadOnlyList<AnsweredItem> Items) Like(int item, IReadOnlySet<int> used, int count)
    {
        if (_engine.Models.Similarity is not { } model)
        {
            return (_model, []);
        }

        var view = model == _view.Model ? _view : _answers.ViewOf(model);
        var alike = new SimilarItems(view.Scorer(_now), view.Rules).Of(item, Wanted(used, count, null), Asked);
        return (model.Label, Lines(alike.Where(line => line.Item < Catalogue.Count)));
    }

    /// <summary>What is watched more than usual, where they are; filled up with what is watched most.</summary>
    public (string Model, IReadOnlyList<AnsweredItem> Items) Trending(IReadOnlySet<int> used, int count)
    {
        var allowed = Allowed(_rules, used);
        var slice = TrendSlice.In(Country);
        // As many as could be forbidden, and then enough.
        var looked = count + used.Count + (_user?.Seen.Length ?? 0) + 200;
        ScoredItem[] lists = [.. _engine.Trends.Trending(looked, slice), .. _engine.Trends.Popular(looked, slice), .. _engine.Trends.Popular(looked)];
        return ("trending", Lines(lists.Where(line => allowed.Contains(line.Item)).DistinctBy(line => line.Item).Take(count)));
    }

    /// <summary>What was begun and not finished, and the episodes that come next, latest first.</summary>
    public (string Model, IReadOnlyList<AnsweredItem> Items) Continue(IReadOnlySet<int> used, int count)
    {
        if (_user is null or { Record.OptedOut: true })
        {
            return ("continue", []);
        }

        var allowed = Allowed(Asking.Limits(_view, _limits), used);
        var list = new ContinueWatching(Catalogue.Rules.Series).Of(_user.Progress.Span, _user.Disliked.Span, allowed);
        return ("continue", Lines(list.Where(one => allowed.Contains(one.Item)).Take(count).Select((one, place) => new ScoredItem(one.Item, 1f / (1 + place)))));
    }

    /// <summary>Categories, those first that weigh most in the history; in that of a stranger, in what is popular.</summary>
    public IEnumerable<string> Categories()
    {
        var weights = new Dictionary<string, double>(StringComparer.OrdinalIgnoreCase);
        var (items, counts) = Asked.Count > 0
            ? (Asked.Items.ToArray(), Asked.Weights.ToArray())
            : (_engine.Trends.Popular(100, TrendSlice.In(Country)) is var popular ? [.. popular.Select(line => line.Item)] : [], [.. popular.Select(line => line.Score)]);
        for (var at = 0; at < items.Length; at++)
        {
            foreach (var category in items[at] < Catalogue.Count ? Catalogue[items[at]].Categories : [])
            {
                weights[category] = weights.GetValueOrDefault(category) + counts[at];
            }
        }

        return weights.OrderByDescending(weight => weight.Value).ThenBy(weight => weight.Key, StringComparer.Ordinal).Select(weight => weight.Key);
    }

    /// <summary>When an item came out or came to the service, whichever was later.</summary>
    public static DateTimeOffset? ReleaseOf(Item item)
    {
        var released = item.ReleaseDate is { } day ? new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) : (DateTimeOffset?)null;
        return item.AvailableFrom is { } from && (released is null || from > released) ? from : released;
    }

    private AnsweredItem[] Lines(IEnumerable<ScoredItem> lines) => [.. lines.Select(line => new AnsweredItem(line.Item, Catalogue[line.Item], line.Score))];

    private CandidateSet Allowed(ICandidateRule[] rules, IReadOnlySet<int> used)
    {
        var allowed = Asking.Allowed(_view, Asked, rules);
        foreach (var item in used)
        {
            allowed.Remove(item);
        }

        return allowed;
    }

    private RecommendationRequest Wanted(IReadOnlySet<int> used, int count, ICandidateRule? also)
    {
        var rules = new List<ICandidateRule>(_rules) { new ExcludeRule(used.ToArray()) };
        if (also is not null)
        {
            rules.Add(also);
        }

        return Asking.Wanted(_limits with { Offset = 0, Count = count }, [.. rules], _answers.SeedOf(_limits));
    }
}
