using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>Lets a list hold only so many items of one franchise: the best of them.</summary>
/// <remarks>
/// The franchise of an item is what <see cref="ServingAttributes.Franchise"/> says, upper and lower case being the same; where it says nothing, an episode's is its series
/// (<see cref="ServingAttributes.Series"/>), and so is that of the series itself. Items without either are not limited. Holds for whatever order other re-rankers bring what is left into, so it does not matter where among them it stands. O(candidates).
/// </remarks>
public sealed class FranchiseCap : IReRanker
{
    private const int None = -1;

    private readonly int[] _franchises;
    private readonly int _most;
    private readonly int _depth;
    private Dictionary<string, int> _numbers;
    private bool _numbersAreShared;

    /// <summary>Notes the franchise of each item. O(items).</summary>
    /// <param name="items">The catalogue by item index.</param>
    /// <param name="most">How many of one franchise a list may hold, at least 1.</param>
    /// <param name="depth">Candidates looked at for each place of the list, at least 1: where more of them are of few franchises than that leaves room for, the list is shorter.</param>
    public FranchiseCap(IReadOnlyList<Item> items, int most, int depth = 10)
        : this(new(StringComparer.OrdinalIgnoreCase), numbersAreShared: false, new int[items.Count], most, depth)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(depth, 1);
        Number(items, Enumerable.Range(0, items.Count));
    }

    private FranchiseCap(Dictionary<string, int> numbers, bool numbersAreShared, int[] franchises, int most, int depth) =>
        (_numbers, _numbersAreShared, _franchises, _most, _depth) = (numbers, numbersAreShared, franchises, most, depth);

    /// <summary>The cap of a changed catalogue. O(items), a copy of four bytes an item; O(franchises) besides where there is a new one.</summary>
    /// <param name="items">The catalogue now: as long as before, or longer.</param>
    /// <param name="changed">The items that are new or other than before.</param>
    public FranchiseCap With(IReadOnlyList<Item> items, IReadOnlyCollection<int> changed)
    {
        var franchises = new int[items.Count];
        _franchises.CopyTo(franchises, 0);
        var cap = new FranchiseCap(_numbers, numbersAreShared: true, franchises, _most, _depth);
        cap.Number(items, changed);
        return cap;
    }

    /// <summary>The same cap with another number of items.</summary>
    /// <param name="most">How many of one franchise a list may hold, at least 1.</param>
    public FranchiseCap AtMost(int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        return new FranchiseCap(_numbers, numbersAreShared: true, _franchises, most, _depth);
    }

    /// <inheritdoc/>
    public int Depth(int count) => (int)Math.Min(int.MaxValue, (long)count * _depth);

    /// <inheritdoc/>
    public IReadOnlyList<ScoredItem> ReRank(in History history, IReadOnlyList<ScoredItem> candidates, int count)
    {
        var held = new Dictionary<int, int>();
        var left = new List<ScoredItem>(candidates.Count);
        for (var rank = 0; rank < candidates.Count; rank++)
        {
            var item = candidates[rank].Item;
            var franchise = item < _franchises.Length ? _franchises[item] : None;
            if (franchise == None)
            {
                left.Add(candidates[rank]);
            }
            else if (held.GetValueOrDefault(franchise) is var before && before < _most)
            {
                held[franchise] = before + 1;
                left.Add(candidates[rank]);
            }
        }

        return left;
    }

    private void Number(IReadOnlyList<Item> items, IEnumerable<int> looked)
    {
        foreach (var item in looked)
        {
            if (FranchiseOf(items[item]) is not { } franchise)
            {
                _franchises[item] = None;
            }
            else if (!_numbers.TryGetValue(franchise, out _franchises[item]))
            {
                // Another cap may look up names at the same time.
                _numbers = _numbersAreShared ? new Dictionary<string, int>(_numbers, _numbers.Comparer) : _numbers;
                _numbersAreShared = false;
                _franchises[item] = _numbers.Count;
                _numbers.Add(franchise, _numbers.Count);
            }
        }
    }

    // A franchise and a series may have one name and be two things.
    private static string? FranchiseOf(Item item) =>
        item.Attributes[ServingAttributes.Franchise] is { Length: > 0 } franchise ? $"franchise {franchise.Trim()}"
        : item.Attributes[ServingAttributes.Series] is { Length: > 0 } series ? $"series {series}"
        : string.Equals(item.Kind, SeriesIndex.SeriesKind, StringComparison.OrdinalIgnoreCase) ? $"series {item.Id}"
        : null;
}
