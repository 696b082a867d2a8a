using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>From which age each item may be seen, <see cref="ServingAttributes.Maturity"/>, ready to be turned into a rule for any age. Immutable.</summary>
/// <remarks>Memory: one bit an item for each age that occurs.</remarks>
public sealed class MaturityLimits
{
    /// <summary>The age that an item is taken for which says none, where nothing else is told: a child is shown only what is known to suit it.</summary>
    public const int AgeOfUnrated = 18;

    private static readonly MaskRule Nothing = new(ItemMask.Empty);

    private readonly MaskTable<int> _byAge;
    private readonly int[] _ages;
    private readonly MaskRule[] _rules;

    /// <summary>Reads the rating of each item by <see cref="MaturityRatings"/>. O(items + ages * items / 64).</summary>
    /// <param name="items">The catalogue by item index.</param>
    /// <param name="unrated">The age that an item is taken for which has no rating, or one that is not understood.</param>
    public MaturityLimits(IReadOnlyList<Item> items, int unrated = AgeOfUnrated)
        : this(new MaskTable<int>(items, item => [MaturityRatings.AgeOf(item.Attributes[ServingAttributes.Maturity]) ?? unrated]))
    {
    }

    private MaturityLimits(MaskTable<int> byAge)
    {
        _byAge = byAge;
        _ages = [.. byAge.Keys.Order()];
        _rules = new MaskRule[_ages.Length];
        var above = ItemMask.Empty;
        for (var age = _ages.Length - 1; age >= 0; age--)
        {
            above = ItemMask.Union([above, byAge[_ages[age]]]);
            _rules[age] = new MaskRule(above);
        }
    }

    /// <summary>A rule that forbids what is for older people only. O(log ages); allocates nothing.</summary>
    /// <param name="age">Age of who is asking, or of the youngest who look on.</param>
    public ICandidateRule UpTo(int age)
    {
        var at = Array.BinarySearch(_ages, age);
        at = at < 0 ? ~at : at + 1;
        return at < _rules.Length ? _rules[at] : Nothing;
    }

    /// <summary>The limits of a changed catalogue. O((ages + changed) * items / 64).</summary>
    /// <param name="items">The catalogue now: as long as before, or longer.</param>
    /// <param name="changed">The items that are new or other than before.</param>
    public MaturityLimits With(IReadOnlyList<Item> items, IReadOnlyCollection<int> changed) => new(_byAge.With(items, changed));
}
