using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Content;

/// <summary>
/// Items as bags of terms, each of weight <c>weight of its kind * log(1 + items / items that have it)</c>; likeness is the cosine: the sum over shared terms of the product of their weights, each divided by the length of the item's.
/// A term that only one item has joins nothing, but counts in its length. O(entries) to build, O(items that share a term) to ask.
/// </summary>
internal sealed class Bag : ItemLikeness
{
    private readonly SimilarView _view;
    private readonly Func<Item, IEnumerable<BagTerm>> _termsOf;
    private readonly Func<string, double> _weightOf;
    private readonly Dictionary<BagTerm, int> _numbers = [];
    private readonly List<BagTerm> _terms = [];
    private readonly double[] _rarity;
    private readonly double _unknownRarity;
    private readonly (int Term, double Weight)[][] _rows;
    private readonly List<(int Item, double Weight)>[] _postings;

    /// <summary>Fills the bags.</summary>
    /// <param name="view">Whose reasons these are.</param>
    /// <param name="items">The items.</param>
    /// <param name="termsOf">The terms of an item.</param>
    /// <param name="weightOf">The weight of a kind of term.</param>
    /// <param name="mostCommon">Terms that a larger share of the items has say nothing.</param>
    public Bag(SimilarView view, IReadOnlyList<Item> items, Func<Item, IEnumerable<BagTerm>> termsOf, Func<string, double> weightOf, double mostCommon = 1)
    {
        (_view, _termsOf, _weightOf) = (view, termsOf, weightOf);
        var bags = new int[items.Count][];
        var counts = new List<int>();
        for (var item = 0; item < items.Count; item++)
        {
            bags[item] = [.. termsOf(items[item]).Distinct().Select(Number)];
            foreach (var term in bags[item])
            {
                counts[term]++;
            }
        }

        int Number(BagTerm term)
        {
            if (!_numbers.TryGetValue(term, out var number))
            {
                _numbers.Add(term, number = _terms.Count);
                _terms.Add(term);
                counts.Add(0);
            }

            return number;
        }

        var filled = Math.Max(1, bags.Count(bag => bag.Length > 0));
        _rarity = [.. counts.Select((count, term) => count > mostCommon * filled && count > 1 ? 0 : weightOf(_terms[term].Kind) * Math.Log(1 + ((double)filled / count)))];
        _unknownRarity = Math.Log(1 + filled);
        _postings = [.. counts.Select(_ => new List<(int, double)>())];
        _rows = new (int, double)[items.Count][];
        for (var item = 0; item < items.Count; item++)
        {
            var length = Math.Sqrt(bags[item].Sum(term => _rarity[term] * _rarity[term]));
            _rows[item] = [.. bags[item].Where(term => _rarity[term] > 0).Select(term => (term, _rarity[term] / length)).OrderBy(entry => entry.term)];
            foreach (var (term, weight) in _rows[item])
            {
                _postings[term].Add((item, weight));
            }
        }
    }

    /// <inheritdoc/>
    public override ItemQuery Ask(Item item, int index, IReadOnlyList<int> audienceOf)
    {
        if (index >= 0)
        {
            return new Query(this, _rows[index]);
        }

        var (row, square) = (new List<(int Term, double Weight)>(), 0.0);
        foreach (var term in _termsOf(item).Distinct())
        {
            var known = _numbers.TryGetValue(term, out var number);
            var weight = known ? _rarity[number] : _weightOf(term.Kind) * _unknownRarity;
            square += weight * weight;
            if (known && weight > 0)
            {
                row.Add((number, weight));
            }
        }

        return new Query(this, [.. row.OrderBy(entry => entry.Term).Select(entry => (entry.Term, entry.Weight / Math.Sqrt(square)))]);
    }

    /// <inheritdoc/>
    public override SparseMatrix Rows()
    {
        var offsets = new int[_rows.Length + 1];
        for (var item = 0; item < _rows.Length; item++)
        {
            offsets[item + 1] = offsets[item] + _rows[item].Length;
        }

        return new SparseMatrix(_rows.Length, _terms.Count, offsets, [.. _rows.SelectMany(row => row.Select(entry => entry.Term))], [.. _rows.SelectMany(row => row.Select(entry => (float)entry.Weight))]);
    }

    private sealed class Query(Bag bag, (int Term, double Weight)[] row) : ItemQuery
    {
        public override void AddTo(Span<double> scores, double weight)
        {
            foreach (var (term, own) in row)
            {
                foreach (var (item, other) in bag._postings[term])
                {
                    scores[item] += weight * own * other;
                }
            }
        }

        public override void Explain(int item, double weight, List<SimilarReason> reasons)
        {
            var other = bag._rows[item];
            for (int at = 0, otherAt = 0; at < row.Length && otherAt < other.Length;)
            {
                var (term, otherTerm) = (row[at].Term, other[otherAt].Term);
                if (term == otherTerm)
                {
                    reasons.Add(new SimilarReason(bag._view, bag._terms[term].Kind, bag._terms[term].Value, weight * row[at].Weight * other[otherAt].Weight));
                }

                at += term <= otherTerm ? 1 : 0;
                otherAt += otherTerm <= term ? 1 : 0;
            }
        }
    }
}
