using Marquee.Numerics;

namespace Marquee.Content;

/// <summary>A weight of each term, and of each number of an encoder's vector, for each category; see <see cref="LinearCategoryTrainer"/>.</summary>
public sealed class LinearCategoryModel
{
    private readonly float[] _weights;
    private readonly int _terms;
    private readonly int _dimensions;

    internal LinearCategoryModel(IReadOnlyList<string> names, int terms, int dimensions, float[] weights) => (Names, _terms, _dimensions, _weights) = (names, terms, dimensions, weights);

    /// <summary>Names of the categories.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The weight of a term for a category.</summary>
    /// <param name="category">Index of the category.</param>
    /// <param name="term">Index of the term.</param>
    public float WeightOf(int category, int term) => _weights[(term * Names.Count) + category];

    /// <summary>The logits of all categories for items: <c>items x categories</c>.</summary>
    /// <param name="terms">What is said of the items, <c>items x terms</c>.</param>
    /// <param name="vectors">What an encoder made of them, <c>items x dimensions</c>; nothing where it was trained without.</param>
    /// <exception cref="ArgumentException">There are more or fewer terms or dimensions than were trained on.</exception>
    public DenseMatrix Score(SparseMatrix terms, DenseMatrix? vectors = null)
    {
        ArgumentNullException.ThrowIfNull(terms);
        if (terms.Columns != _terms || (vectors?.Columns ?? 0) != _dimensions || (vectors is not null && vectors.Rows != terms.Rows))
        {
            throw new ArgumentException($"The model knows {_terms} terms and {_dimensions} dimensions; the items have {terms.Columns} and {vectors?.Columns ?? 0}.", nameof(terms));
        }

        var logits = new DenseMatrix(terms.Rows, Names.Count);
        Score(terms, vectors, _weights, logits, 0);
        return logits;
    }

    /// <summary>A copy of all weights.</summary>
    internal float[] CopyWeights() => (float[])_weights.Clone();

    /// <summary>The weights of terms, of dimensions and the biases within one array.</summary>
    internal static (DenseMatrix OfTerms, DenseMatrix OfVectors, Memory<float> OfBias) Parts(float[] weights, int terms, int dimensions, int categories) => (
        new DenseMatrix(terms, categories, weights.AsMemory(0, terms * categories)),
        new DenseMatrix(dimensions, categories, weights.AsMemory(terms * categories, dimensions * categories)),
        weights.AsMemory((terms + dimensions) * categories, categories));

    /// <summary>The logits of a set of weights.</summary>
    internal static void Score(SparseMatrix terms, DenseMatrix? vectors, float[] weights, DenseMatrix logits, int threads)
    {
        var (ofTerms, ofVectors, bias) = Parts(weights, terms.Columns, vectors?.Columns ?? 0, logits.Columns);
        SparseProduct.Multiply(terms, ofTerms, logits, threads);
        if (vectors is not null)
        {
            MatrixProduct.Multiply(vectors, false, ofVectors, false, logits, beta: 1, maxDegreeOfParallelism: threads);
        }

        for (var item = 0; item < logits.Rows; item++)
        {
            VectorLoops.AddScaled(1, bias.Span, logits.Row(item));
        }
    }
}
