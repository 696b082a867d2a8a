using System.Buffers;
using System.Collections.Concurrent;
using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>Item factors; see <see cref="AlsTrainer"/>. A history is scored by finding the factors of its user (fold-in): exactly, or from 96 factors on to five digits or more by preconditioned conjugate gradients.</summary>
/// <remarks>For <c>n</c> entries and <c>d</c> factors a history costs <c>n d^2 + d^3 / 3</c> operations, and scoring <c>2 d</c> for each item. An empty history scores 0 everywhere.</remarks>
public sealed class AlsModel : IModel, IExplains, IItemSimilarity
{
    private const string FactorsName = "item-factors";

    private readonly AlsOptions _options;
    private readonly FixedSide _items;
    private readonly FactorSimilarity _similarity;
    private readonly DenseMatrix? _preconditioner;
    private readonly ConcurrentBag<FoldIn> _foldIns = [];

    internal AlsModel(AlsOptions options, DenseMatrix itemFactors)
    {
        _options = options;
        _items = new FixedSide(itemFactors, AlsObjective.Of(options), maxDegreeOfParallelism: 1);
        _similarity = new FactorSimilarity(itemFactors);
        _preconditioner = FoldIn.PreconditionerOf(_items, options);
    }

    /// <inheritdoc/>
    public ModelOptions Options => _options;

    /// <inheritdoc/>
    public int ItemCount => _items.Factors.Rows;

    /// <summary>The factors of all items, <c>items x factors</c>.</summary>
    public DenseMatrix ItemFactors => _items.Factors;

    /// <inheritdoc/>
    public void Score(in History history, Span<float> scores)
    {
        var foldIn = Rent();
        var user = ArrayPool<float>.Shared.Rent(_options.Factors);
        foldIn.Find(history, user.AsSpan(0, _options.Factors));
        MatrixVector.Multiply(_items.Factors, user.AsSpan(0, _options.Factors), scores, maxDegreeOfParallelism: 1);
        ArrayPool<float>.Shared.Return(user);
        _foldIns.Add(foldIn);
    }

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<History> histories, DenseMatrix scores)
    {
        var foldIn = Rent();
        var rented = ArrayPool<float>.Shared.Rent(histories.Length * _options.Factors);
        var users = new DenseMatrix(histories.Length, _options.Factors, rented);
        for (var index = 0; index < histories.Length; index++)
        {
            foldIn.Find(histories[index], users.Row(index));
        }

        MatrixProduct.Multiply(users, false, _items.Factors, true, scores, maxDegreeOfParallelism: 1);
        ArrayPool<float>.Shared.Return(rented);
        _foldIns.Add(foldIn);
    }

    /// <inheritdoc/>
    /// <remarks>An entry adds <c>w y_i^T A^-1 y_j</c>, where A is the matrix of the user's least squares problem: how alike the two items are in the eyes of this user.</remarks>
    public Explanation Explain(in History history, int item)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)item, (uint)ItemCount, nameof(item));
        var foldIn = Rent();
        var contributions = foldIn.Contributions(history, item);
        _foldIns.Add(foldIn);
        return Explanation.OfSum(item, baseline: 0, contributions);
    }

    /// <inheritdoc/>
    /// <remarks>By the cosine of their factors. An item that no one met has no similar items.</remarks>
    public IReadOnlyList<ScoredItem> Similar(int item, int count) => _similarity.Similar(item, count);

    /// <inheritdoc/>
    public void Save(ArtifactWriter writer) => writer.Write(FactorsName, _items.Factors.Span, ItemCount, _options.Factors);

    internal static AlsModel Load(ArtifactReader reader, AlsOptions options)
    {
        var items = reader.IntProperty("itemCount");
        return new AlsModel(options, new DenseMatrix(items, options.Factors, reader.ReadFloats(FactorsName, items, options.Factors)));
    }

    private FoldIn Rent() => _foldIns.TryTake(out var foldIn) ? foldIn : new FoldIn(_items, _options, _preconditioner);
}
