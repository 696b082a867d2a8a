using System.Collections.Concurrent;
using Marquee.Data;
using Marquee.Recommenders;
using Marquee.Storage;

namespace Marquee.Live;

/// <summary>
/// Answers of a <see cref="LiveEngine"/>: lists for a user, for a visitor, of items alike. Each is made when it is asked for, from what is known at that moment, and noted in the log of served lists. May be called from many threads
/// at once.
/// </summary>
public sealed class Answers
{
    private const int MostHits = 500;

    private readonly LiveEngine _engine;
    private readonly ServedLog? _log;
    private readonly AnswerOptions _options;
    private readonly Lock _indexing = new();
    private readonly ServedListId _ids;
    private readonly HomeRows _home;
    private volatile ServingDefaults _defaults = new();
    private SimilarUsers? _similarUsers;
    private readonly ConcurrentBag<RecommendationScratch> _scratches = [];
    private readonly ConcurrentDictionary<string, ServingView> _views = new(StringComparer.Ordinal);

    /// <summary>Answers from an engine.</summary>
    /// <param name="engine">What is known.</param>
    /// <param name="log">Where served lists are noted; null where they are not.</param>
    /// <param name="options">How to answer; the defaults where nothing is given.</param>
    public Answers(LiveEngine engine, ServedLog? log = null, AnswerOptions? options = null)
    {
        _options = options ?? new AnswerOptions();
        _engine = engine;
        _log = log;
        _ids = new ServedListId(engine.Now);
        _home = new HomeRows(this);
    }

    /// <summary>What lists that are chosen for somebody get where a request does not say. Live at once: lists that were made under others are not given again.</summary>
    public ServingDefaults Defaults
    {
        get => _defaults;
        set => _defaults = value;
    }

    /// <summary>The best items for a user.</summary>
    /// <param name="user">The user; null for somebody of whom nothing is known.</param>
    /// <param name="request">What is asked for.</param>
    /// <exception cref="ArgumentException">The request names a model that is not served, or a number is outside its range.</exception>
    public AnsweredList Recommend(UserState? user, ListRequest request)
    {
        request.Check();
        var (model, items) = Best(user, request);
        return Serve(user, request, model, items);
    }

    /// <summary>The best items for a user, without noting that they were served.</summary>
    internal (string Model, IReadOnlyList<AnsweredItem> Items) Best(UserState? user, ListRequest request)
    {
        request = Defaults.Over(request);
        var now = _engine.Now;
        var view = View(request);
        if (request.IsReusable && view.Cache.Find(user, request, now) is { } known)
        {
            return (view.Model.Label, known);
        }

        var (model, items) = Choose(view, Asking.History(user, request, now), request, Asking.Rules(view, user, request), now);
        // What is popular changes with every event of everybody.
        if (request.IsReusable && model == view.Model.Label)
        {
            view.Cache.Add(user, request, now, view.Catalogue.Rules.Availability.At(now).Until, items);
        }

        return (model, items);
    }

    /// <summary>The best items for somebody of whom nothing is known but a few items of this visit.</summary>
    /// <param name="itemIds">Ids of the items, earliest first; unknown ones count nothing.</param>
    /// <param name="request">What is asked for.</param>
    /// <exception cref="ArgumentException">The request names a model that is not served, or a number is outside its range.</exception>
    public AnsweredList ForSession(IReadOnlyList<string> itemIds, ListRequest request)
    {
        request.Check();
        request = Defaults.Over(request);
        var now = _engine.Now;
        var view = View(request);
        var items = itemIds.Select(view.Catalogue.IndexOf).Where(item => item >= 0).Reverse().Distinct().Reverse().ToArray();
        // Some seconds between each two: models of sequences see the order, those that count time no more than a visit.
        var times = items.Select((_, place) => now - 30_000L * (items.Length - place)).ToArray();
        var asked = new History(items, times: times, context: Asking.Context(request, now));
        ICandidateRule[] rules = [.. Asking.Rules(view, null, request), .. request.IncludeSeen ? Array.Empty<ICandidateRule>() : [new ExcludeRule(items)]];
        var (model, chosen) = Choose(view, asked, request, rules, now);
        return Serve(null, request, model, chosen);
    }

    /// <summary>Puts given items in order for a user, best first: those of them that may be shown.</summary>
    /// <param name="user">The user; null for somebody of whom nothing is known.</param>
    /// <param name="itemIds">Ids of the items, in any order; unknown ones are left out.</param>
    /// <param name="request">What is asked for; seen items stay in, whatever it says.</param>
    /// <exception cref="ArgumentException">The request names a model that is not served, or a number is outside its range.</exception>
    public AnsweredList Rank(UserState? user, IReadOnlyList<string> itemIds, ListRequest request)
    {
        request.Check();
        var now = _engine.Now;
        var view = View(request);
        request = request with { IncludeSeen = true };
        var items = itemIds.Select(view.Catalogue.IndexOf).Where(item => item >= 0).Distinct().ToArray();
        var asked = Asking.History(user, request, now);
        var scratch = Borrow();
        try
        {
            var ranked = view.Pipeline(view.Scorer(now), asked, request).Rank(asked, items, Asking.Wanted(request, Asking.Rules(view, user, request), SeedOf(request)), scratch);
            return Serve(user, request, view.Model.Label, Asking.Lines(view, ranked, request.Offset));
        }
        finally
        {
            _scratches.Add(scratch);
        }
    }

    /// <summary>The items most like one.</summary>
    /// <param name="item">Item index.</param>
    /// <param name="request">What is asked for; items that the viewer has seen stay in unless it is about a viewer and says otherwise.</param>
    /// <param name="viewer">Who asks, where that is known.</param>
    /// <exception cref="ArgumentException">The request names a model that knows no similar items or is not served, or a number is outside its range.</exception>
    public AnsweredList Similar(int item, ListRequest request, UserState? viewer = null)
    {
        request.Check();
        var model = request.Model is { } name
            ? Find(name) is { Model: IItemSimilarity } named ? named : throw new ArgumentException($"The model '{name}' does not know which items are alike.")
            : _engine.Models.Similarity;
        return model is null ? Serve(viewer, request, _engine.Models.Main.Label, []) : Serve(viewer, request, model.Label, Alike(item, model, request, viewer));
    }

    /// <summary>The items most like one, as a model knows them, without noting that they were served.</summary>
    internal IReadOnlyList<AnsweredItem> Alike(int item, ServedModel model, ListRequest request, UserState? viewer = null)
    {
        var now = _engine.Now;
        var view = ViewOf(model);
        var similar = new SimilarItems(view.Scorer(now), view.Rules);
        var asked = Asking.History(viewer, request, now);
        var scratch = Borrow();
        try
        {
            var alike = similar.Of(item, Asking.Wanted(request, Asking.Rules(view, viewer, request), SeedOf(request)), asked, scratch);
            return [.. alike.Skip(request.Offset).Select(one => new AnsweredItem(one.Item, view.Catalogue[one.Item], one.Score))];
        }
        finally
        {
            _scratches.Add(scratch);
        }
    }

    private (string Model, IReadOnlyList<AnsweredItem> Items) Choose(ServingView view, in History asked, ListRequest request, ICandidateRule[] rules, long now)
    {
        var scratch = Borrow();
        try
        {
            var wanted = Asking.Wanted(request, rules, SeedOf(request));
            var pipeline = view.Pipeline(view.Scorer(now), asked, request);
            pipeline.Score(asked, scratch);
            if (!Asking.SaysNothing(scratch.Scores))
            {
                return (view.Model.Label, Asking.Lines(view, pipeline.Choose(asked, wanted, scratch), request.Offset));
            }

            // A model that works from histories alone scores all items alike where there is none: the list would be in no order at all.
            pipeline = view.Pipeline(view.Popular(asked.Context.Country, now), asked, request);
            return (PopularNow.Label, Asking.Lines(view, pipeline.Recommend(asked, wanted, scratch), request.Offset));
        }
        finally
        {
            _scratches.Add(scratch);
        }
    }

    /// <summary>The users most like one, best first, each with the likeness of their histories, above 0 and at most 1.</summary>
    /// <param name="user">The user; one who opted out is like nobody.</param>
    /// <param name="count">How many at most.</param>
    public IReadOnlyList<(UserState User, float Score)> SimilarUsers(UserState user, int count)
    {
        var snapshot = _engine.Snapshot;
        SimilarUsers index;
        lock (_indexing)
        {
            index = _similarUsers?.Snapshot == snapshot ? _similarUsers : _similarUsers = new SimilarUsers(snapshot);
        }

        return
        [
            .. index.Of(user, _engine.Now, count, other => _engine.User(other).Record is { OptedOut: false } record && !IdMap.IsErasedId(record.Id))
                .Select(other => (_engine.User(other.Item), other.Score)),
        ];
    }

    /// <summary>What is watched most these days, where and when it is asked for.</summary>
    /// <param name="request">What is asked for; its model is not looked at.</param>
    /// <param name="user">Whose seen items are left out; null for nobody's.</param>
    public AnsweredList Popular(ListRequest request, UserState? user = null)
    {
        request.Check();
        var now = _engine.Now;
        var view = ViewOf(_engine.Models.Main);
        var scratch = Borrow();
        try
        {
            var pipeline = view.Pipeline(view.Popular(request.Country, now), default, request);
            var list = pipeline.Recommend(Asking.History(null, request, now), Asking.Wanted(request, Asking.Rules(view, user, request), SeedOf(request)), scratch);
            return Serve(user, request, PopularNow.Label, Asking.Lines(view, list, request.Offset));
        }
        finally
        {
            _scratches.Add(scratch);
        }
    }

    /// <summary>What is watched more than usual, filled up with what is watched most.</summary>
    /// <param name="request">What is asked for; its model is not looked at.</param>
    /// <param name="user">Whose seen items are left out; null for nobody's.</param>
    public AnsweredList Trending(ListRequest request, UserState? user = null)
    {
        request.Check();
        var (model, items) = Visit(user, request with { Model = null }).Trending(new HashSet<int>(), request.Offset + request.Count);
        return Serve(user, request, model, [.. items.Skip(request.Offset)]);
    }

    /// <summary>The newest items: by when they came out or came to the service, whichever was later; those of which neither is known by year, and then those last that were written first.</summary>
    /// <param name="request">What is asked for; its model is not looked at.</param>
    /// <param name="user">Whose seen items are left out; null for nobody's.</param>
    public AnsweredList Latest(ListRequest request, UserState? user = null)
    {
        request.Check();
        var view = ViewOf(_engine.Models.Main);
        var now = _engine.Now;
        var allowed = Asking.Allowed(view, Asking.History(user, request, now), Asking.Rules(view, user, request));
        var moment = DateTimeOffset.FromUnixTimeMilliseconds(now);
        var items = Enumerable.Range(0, view.Catalogue.Count)
            .Where(allowed.Contains)
            .Select(item => (Item: item, Release: Live.Visit.ReleaseOf(view.Catalogue[item]) ?? YearOf(view.Catalogue[item])))
            .Where(item => item.Release is null || item.Release <= moment)
            .OrderByDescending(item => item.Release ?? DateTimeOffset.MinValue).ThenByDescending(item => item.Item)
            .Skip(request.Offset).Take(request.Count)
            .Select(item => new AnsweredItem(item.Item, view.Catalogue[item.Item], item.Release?.ToUnixTimeSeconds() ?? 0));
        return Serve(user, request, "latest", [.. items]);

        static DateTimeOffset? YearOf(Item item) => item.Year is > 0 and < 9999 ? new DateTimeOffset(item.Year.Value, 1, 1, 0, 0, 0, TimeSpan.Zero) : null;
    }

    /// <summary>Items whose title, people, categories, labels or summary have the words of a text, those first that have them best and that the user would like best.</summary>
    /// <remarks>
    /// The order is that of <c>relevance + taste / 2</c>: relevance is what the store's search says, as a share of the best hit's; taste is the share of the hits that the user would like less. What they have seen is found too, what they rejected
    /// is not.
    /// </remarks>
    /// <param name="text">The words; the last may be the beginning of one.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="user">Who searches; null for somebody of whom nothing is known.</param>
    public AnsweredList Search(string text, ListRequest request, UserState? user = null)
    {
        request.Check();
        request = request with { IncludeSeen = true };
        var now = _engine.Now;
        var view = View(request);
        var asked = Asking.History(user, request, now);
        var allowed = Asking.Allowed(view, asked, [.. Asking.Limits(view, request), new ExcludeRule(user?.Disliked ?? default)]);
        var hits = _engine.Search(text, MostHits).Where(hit => hit.Item < view.Catalogue.Count && allowed.Contains(hit.Item)).ToArray();
        if (hits.Length == 0)
        {
            return Serve(user, request, "search", []);
        }

        var taste = new Dictionary<int, int>();
        var scratch = Borrow();
        try
        {
            var ranked = view.Pipeline(view.Scorer(now), default, new ListRequest()).Rank(
                asked, Array.ConvertAll(hits, hit => hit.Item), new RecommendationRequest { Count = hits.Length, IncludeSeen = true }, scratch);
            for (var place = 0; place < ranked.Length && !Asking.SaysNothing(scratch.Scores); place++)
            {
                taste[ranked[place].Item] = ranked.Length - 1 - place;
            }
        }
        finally
        {
            _scratches.Add(scratch);
        }

        var best = hits.Max(hit => hit.Score);
        var found = hits
            .Select(hit => (hit.Item, Score: (best > 0 ? hit.Score / best : 0) + (0.5f * taste.GetValueOrDefault(hit.Item) / hits.Length)))
            .OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Item)
            .Skip(request.Offset).Take(request.Count)
            .Select(hit => new AnsweredItem(hit.Item, view.Catalogue[hit.Item], hit.Score));
        return Serve(user, request, "search", [.. found]);
    }

    /// <summary>A page of rows.</summary>
    /// <param name="user">The user; null for somebody of whom nothing is known.</param>
    /// <param name="request">What is asked for.</param>
    /// <exception cref="ArgumentException">The cursor is none that a page gave, the request names a model that is not served, or a number is outside its range.</exception>
    public HomePage Home(UserState? user, HomeRequest request) => _home.Page(user, request with { Limits = Defaults.Over(request.Limits) });

    /// <summary>Somebody asking now.</summary>
    internal Visit Visit(UserState? user, ListRequest limits) => new(_engine, this, View(limits), user, limits, _engine.Now);

    /// <summary>A seed that no other list has; 0 where nothing is left to chance.</summary>
    internal ulong SeedOf(ListRequest request) => request.Exploration > 0 ? _ids.NextSeed() : 0;

    /// <summary>Gives a list a name and notes it.</summary>
    internal AnsweredList Serve(UserState? user, string surface, string model, IReadOnlyList<AnsweredItem> items, int offset = 0)
    {
        var id = _ids.Next();
        if (_log is not null)
        {
            var indices = new int[items.Count];
            var propensities = new float[items.Count];
            for (var place = 0; place < indices.Length; place++)
            {
                (indices[place], propensities[place]) = (items[place].Index, items[place].Propensity);
            }

            _log.Append(new ServedList(id, _engine.Now, user?.Index ?? -1, model, surface, indices, propensities, offset));
        }

        return new AnsweredList(id, model, items);
    }

    private AnsweredList Serve(UserState? user, ListRequest request, string model, IReadOnlyList<AnsweredItem> items) => Serve(user, request.Surface, model, items, request.Offset);

    private ServingView View(ListRequest request) => ViewOf(request.Model is { } name ? Find(name) : _engine.Models.Main);

    private ServedModel Find(string name) =>
        _engine.Models.Find(name) ?? throw new ArgumentException($"There is no model '{name}'; there are: {string.Join(", ", _engine.Models.All.Select(model => model.Name))}.");

    /// <summary>What may be shown now to somebody of whom nothing is known.</summary>
    internal CandidateSet Allowed() => Asking.Allowed(ViewOf(_engine.Models.Main), new History(default, context: new HistoryContext { Now = _engine.Now }), []);

    /// <summary>A model over the catalogue of now.</summary>
    internal ServingView ViewOf(ServedModel model)
    {
        var catalogue = _engine.Catalogue;
        var known = _views.GetValueOrDefault(model.Name);
        if (known is not null && known.Model == model && known.Catalogue == catalogue)
        {
            return known;
        }

        // Made once, however many ask at once: it takes a while.
        lock (_views)
        {
            known = _views.GetValueOrDefault(model.Name);
            return known is not null && known.Model == model
                ? known.Catalogue.Version > catalogue.Version ? known : _views[model.Name] = known.Over(catalogue)
                : _views[model.Name] = new ServingView(model, catalogue, _engine.Snapshot, () => _engine.Trends, _options);
        }
    }

    private RecommendationScratch Borrow() => _scratches.TryTake(out var scratch) ? scratch : new RecommendationScratch();
}
