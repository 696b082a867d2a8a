using Marquee.Data;
using Marquee.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Content;

/// <summary>An item encoder with a head for categories; see <see cref="CategoryTrainer"/>. Immutable.</summary>
public sealed class CategoryModel
{
    private const int ItemsAtOnce = 64;

    private readonly TextEncoder _text;
    private readonly ItemTerms _terms;
    private readonly ParameterSet _parameters;
    private readonly ItemNetwork _network;

    internal CategoryModel(IReadOnlyList<string> names, TextEncoder text, ItemTerms terms, ParameterSet parameters, ItemNetwork network) =>
        (Names, _text, _terms, _parameters, _network) = (names, text, terms, parameters, network);

    /// <summary>Names of the categories.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Numbers of an item's vector.</summary>
    public int Dimensions => _network.Dimensions;

    /// <summary>The logits of all categories for items: <c>items x categories</c>.</summary>
    /// <param name="items">Any items; their own categories are not looked at.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor.</param>
    public DenseMatrix Score(IReadOnlyList<Item> items, int maxDegreeOfParallelism = 0) => Run(items, Names.Count, maxDegreeOfParallelism, scores: true);

    /// <summary>The vectors that categories were foretold from: <c>items x <see cref="Dimensions"/></c>.</summary>
    /// <param name="items">Any items.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor.</param>
    public DenseMatrix Encode(IReadOnlyList<Item> items, int maxDegreeOfParallelism = 0) => Run(items, Dimensions, maxDegreeOfParallelism, scores: false);

    private DenseMatrix Run(IReadOnlyList<Item> items, int columns, int maxDegreeOfParallelism, bool scores)
    {
        ArgumentNullException.ThrowIfNull(items);
        var inputs = new ItemInputs(items, _text, _terms);
        var result = new DenseMatrix(items.Count, columns);
        ParallelBlocks.For(items.Count, ItemsAtOnce, maxDegreeOfParallelism, () => (Tape: new Tape(_parameters), Batch: new ItemBatch(inputs, _terms, _text.Vectors)), (start, end, _, scratch) =>
        {
            scratch.Batch.Take([.. Enumerable.Range(start, end - start)]);
            scratch.Tape.Reset(recording: false);
            var vectors = _network.Encode(scratch.Tape, scratch.Batch);
            (scores ? _network.Score(scratch.Tape, vectors, scratch.Batch) : vectors).Values.CopyTo(result.Slice(start, end - start).Span);
        });
        return result;
    }
}
