using Marquee.Data;
using Marquee.Recommenders;

namespace Marquee.Live;

/// <summary>What a catalogue says of who may see its items, and when and where, ready for requests. Immutable; a changed catalogue shares what stayed the same.</summary>
public sealed class CatalogueRules
{
    private readonly IReadOnlyList<Item> _items;
    private readonly Lazy<MmrReRanker> _diversity;
    private readonly Lazy<CalibratedReRanker> _calibration;
    private readonly Lazy<DislikeReRanker> _dislikes;
    private readonly int _changedSince;

    internal CatalogueRules(IReadOnlyList<Item> items)
        : this(items, new HiddenRule(items), new AvailabilityRule(items), new CountryRule(items), new MaturityLimits(items), new FilterIndex(items), new FranchiseCap(items, 1), new SeriesIndex(items))
    {
    }

    /// <summary>After how many changed items what is made from the attributes of all is made anew; until then a changed item is like what it was, and a new one is like none.</summary>
    private const int LikenessKept = 200;

    private CatalogueRules(
        IReadOnlyList<Item> items, HiddenRule hidden, AvailabilityRule availability, CountryRule country, MaturityLimits maturity, FilterIndex filters, FranchiseCap franchises,
        SeriesIndex series, CatalogueRules? earlier = null, int changedSince = 0)
    {
        _items = items;
        Hidden = hidden;
        Availability = availability;
        Country = country;
        Maturity = maturity;
        Filters = filters;
        Franchises = franchises;
        Series = series;
        _changedSince = changedSince;
        if (earlier is not null && changedSince <= LikenessKept)
        {
            (_diversity, _calibration, _dislikes) = (earlier._diversity, earlier._calibration, earlier._dislikes);
            return;
        }

        _changedSince = 0;
        _diversity = new Lazy<MmrReRanker>(() => new MmrReRanker(_items, new MmrOptions()));
        _calibration = new Lazy<CalibratedReRanker>(() => new CalibratedReRanker(ItemGroups.ByCategory(_items), new CalibratedOptions()));
        _dislikes = new Lazy<DislikeReRanker>(() => new DislikeReRanker(_items, new DislikeOptions()));
    }

    /// <summary>Forbids hidden items.</summary>
    public HiddenRule Hidden { get; }

    /// <summary>Forbids items that cannot be shown now.</summary>
    public AvailabilityRule Availability { get; }

    /// <summary>Forbids items that cannot be shown where the user is.</summary>
    public CountryRule Country { get; }

    /// <summary>From which age each item may be seen.</summary>
    public MaturityLimits Maturity { get; }

    /// <summary>Items by category, label and kind.</summary>
    public FilterIndex Filters { get; }

    /// <summary>The franchise of each item.</summary>
    public FranchiseCap Franchises { get; }

    /// <summary>The episodes of each series.</summary>
    public SeriesIndex Series { get; }

    /// <summary>A re-ranker that lowers what is like something rejected.</summary>
    public IReRanker Dislikes => _dislikes.Value;

    /// <summary>A re-ranker for variety.</summary>
    /// <param name="strength">How much variety counts against score, 0 to 1.</param>
    public IReRanker Diversity(float strength) => _diversity.Value.With(strength);

    /// <summary>A re-ranker that brings the categories of the history back in their shares.</summary>
    /// <param name="strength">How much that counts against score, 0 to 1.</param>
    public IReRanker Calibration(float strength) => _calibration.Value.With(strength);

    internal CatalogueRules With(IReadOnlyList<Item> items, IReadOnlyCollection<int> changed) => new(
        items, Hidden.With(items, changed), Availability.With(items, changed), Country.With(items, changed), Maturity.With(items, changed), Filters.With(items, changed), Franchises.With(items, changed), Series.With(items, changed), this,
        _changedSince + changed.Count);
}
