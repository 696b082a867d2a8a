using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Content;

/// <summary>Items as an encoder reads them: the words of their summaries in order, and their terms.</summary>
internal sealed class ItemInputs
{
    private readonly int[][] _terms;
    private readonly float[][] _weights;

    /// <summary>Reads items.</summary>
    public ItemInputs(IReadOnlyList<Item> items, TextEncoder text, ItemTerms terms)
    {
        Texts = [.. items.Select(item => text.Words(item.Summary))];
        var weighed = terms.Weigh(items);
        Weighed = weighed;
        _terms = [.. Enumerable.Range(0, items.Count).Select(item => weighed.RowIndices(item).ToArray())];
        _weights = [.. Enumerable.Range(0, items.Count).Select(item => weighed.RowValues(item).ToArray())];
    }

    /// <summary>The words of each summary.</summary>
    public WordSequence[] Texts { get; }

    /// <summary>The terms of all items.</summary>
    public SparseMatrix Weighed { get; }

    /// <summary>How many there are.</summary>
    public int Count => _terms.Length;

    /// <summary>The terms of an item, ascending.</summary>
    public ReadOnlySpan<int> TermsOf(int item) => _terms[item];

    /// <summary>Their weights.</summary>
    public ReadOnlySpan<float> WeightsOf(int item) => _weights[item];
}
