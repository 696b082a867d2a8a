using System.Collections.Concurrent;
using Marquee.Data;
using Marquee.Recommenders;

namespace Marquee.Live;

/// <summary>One model over one catalogue: all that an answer is made from besides the user. A request takes one and is answered from it to its end.</summary>
internal sealed class ServingView
{
    private const int PopularKept = 64;
    private const long MillisecondsPerHour = 3_600_000;

    private static readonly TimeSpan LiftedEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan PopularEvery = TimeSpan.FromSeconds(2);

    private readonly FreshItems _fresh;
    private readonly Func<TrendCounter> _trends;
    private readonly AnswerOptions _options;
    private readonly ConcurrentDictionary<(string? Country, long Hour), Scored> _popular = new();
    private readonly int[] _met;
    private readonly Lazy<ItemMask> _littleKnown;
    private volatile Lifted _lifted;

    /// <summary>A model over the catalogue of now.</summary>
    /// <param name="model">The model.</param>
    /// <param name="catalogue">The catalogue.</param>
    /// <param name="snapshot">Says which items nobody had met when the model was trained: the model knows nothing of them.</param>
    /// <param name="trends">Says what is watched these days.</param>
    /// <param name="options">How lists are given again.</param>
    public ServingView(ServedModel model, Catalogue catalogue, Snapshot snapshot, Func<TrendCounter> trends, AnswerOptions options)
        : this(model, catalogue, Met(model, snapshot), trends, options)
    {
    }

    private ServingView(ServedModel model, Catalogue catalogue, int[] met, Func<TrendCounter> trends, AnswerOptions options)
        : this(model, catalogue, met, FreshItems.Over(model.Model, catalogue.Items, model.Model.ScoresUnmetItems ? null : Unmet(model, met)), trends, options)
    {
    }

    private ServingView(ServedModel model, Catalogue catalogue, int[] met, FreshItems fresh, Func<TrendCounter> trends, AnswerOptions options)
    {
        _met = met;
        _littleKnown = new Lazy<ItemMask>(FindLittleKnown);
        Model = model;
        Catalogue = catalogue;
        _fresh = fresh;
        _trends = trends;
        _options = options;
        Cache = new AnswerCache(options);
        _lifted = new Lifted(fresh.Fresh.Count == 0 ? model.Model : fresh, long.MinValue);
        Rules = [catalogue.Rules.Hidden, catalogue.Rules.Availability, catalogue.Rules.Country];
    }

    public ServedModel Model { get; }

    public Catalogue Catalogue { get; }

    /// <summary>Lists that may be given again.</summary>
    public AnswerCache Cache { get; }

    /// <summary>What is forbidden to everybody.</summary>
    public ICandidateRule[] Rules { get; }

    /// <summary>The less met half of the items that were met at all.</summary>
    public ItemMask LittleKnown => _littleKnown.Value;

    /// <summary>Scores every item of the catalogue, those too that are newer than the model, as things are at a moment.</summary>
    public IRecommender Scorer(long now)
    {
        var lifted = _lifted;
        if (_fresh.Fresh.Count > 0 && (lifted.Made == long.MinValue || now - lifted.Made >= LiftedEvery.TotalMilliseconds))
        {
            var counts = new float[Catalogue.Count];
            _trends().Counts(counts);
            _lifted = lifted = new Lifted(_fresh.Lifted(counts), now);
        }

        return lifted.Scorer;
    }

    /// <summary>Scores every item by what is watched these days, where and when it is asked; counted anew every two seconds.</summary>
    /// <param name="country">Where (ISO 3166-1 alpha-2), if that is known.</param>
    /// <param name="now">When, in milliseconds since 1970 UTC.</param>
    public IRecommender Popular(string? country, long now)
    {
        var key = (country, now / MillisecondsPerHour);
        if (_popular.TryGetValue(key, out var known) && now >= known.Made && now - known.Made < PopularEvery.TotalMilliseconds)
        {
            return known.Scorer;
        }

        if (_popular.Count >= PopularKept)
        {
            _popular.Clear();
        }

        var scorer = new PopularNow(_trends(), Catalogue.Count, country, now);
        _popular[key] = new Scored(scorer, now);
        return scorer;
    }

    /// <summary>A pipeline for a request.</summary>
    /// <param name="scorer">What scores the items.</param>
    /// <param name="asked">Who asks.</param>
    /// <param name="request">What is asked for.</param>
    public RecommendationPipeline Pipeline(IRecommender scorer, in History asked, ListRequest request)
    {
        var rules = Catalogue.Rules;
        var reRankers = new List<IReRanker>(4);
        if (!asked.DislikedItems.IsEmpty)
        {
            reRankers.Add(rules.Dislikes);
        }

        if (request.Calibration is > 0 and var calibration)
        {
            reRankers.Add(rules.Calibration(calibration));
        }

        if (request.Diversity is > 0 and var diversity)
        {
            reRankers.Add(rules.Diversity(diversity));
        }

        if (request.MaximumPerFranchise is { } most)
        {
            reRankers.Add(rules.Franchises.AtMost(most));
        }

        return new RecommendationPipeline(scorer, Rules, reRankers);
    }

    /// <summary>The same model over a later catalogue.</summary>
    public ServingView Over(Catalogue later)
    {
        var changed = new List<int>();
        for (var item = 0; item < later.Count; item++)
        {
            if (item >= Catalogue.Count || !ReferenceEquals(later[item], Catalogue[item]))
            {
                changed.Add(item);
            }
        }

        return new ServingView(Model, later, _met, _fresh.With(later.Items, changed), _trends, _options);
    }

    private static ItemMask Unmet(ServedModel model, int[] met) => new(Enumerable.Range(0, model.Model.ItemCount).Where(item => met[item] == 0));

    private static int[] Met(ServedModel model, Snapshot snapshot)
    {
        var met = new int[Math.Max(model.Model.ItemCount, snapshot.Items.Count)];
        var events = snapshot.Events;
        var rules = events.KindNames.Select(snapshot.Weighting.RuleFor).ToArray();
        for (var e = 0; e < events.Count; e++)
        {
            // What came after the training says nothing of what the model knows.
            if (events.Items[e] >= 0 && events.Times[e] <= model.TrainedUntil && rules[events.Kinds[e]].Weigh(events.Values[e], events.Progress[e]) != 0)
            {
                met[events.Items[e]]++;
            }
        }

        return met;
    }

    private ItemMask FindLittleKnown()
    {
        var counts = _met.Where(count => count > 0).Order().ToArray();
        return counts.Length == 0 ? ItemMask.Empty : new ItemMask(Enumerable.Range(0, _met.Length).Where(item => _met[item] > 0 && _met[item] <= counts[counts.Length / 2]));
    }

    private sealed record Lifted(IRecommender Scorer, long Made);

    private sealed record Scored(IRecommender Scorer, long Made);
}
