using Marquee.Numerics;

namespace Marquee.Content;

/// <summary>A weight of each term for each category; see <see cref="LinearCategoryTrainer"/>.</summary>
public sealed class LinearCategoryModel
{
    private readonly DenseMatrix _weights;

    internal LinearCategoryModel(IReadOnlyList<string> names, DenseMatrix weights) => (Names, _weights) = (names, weights);

    /// <summary>Names of the categories.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The weight of a term for a category.</summary>
    /// <param name="category">Index of the category.</param>
    /// <param name="term">Index of the term.</param>
    public float WeightOf(int category, int term) => _weights[category, term];

    /// <summary>The logits of all categories for items: <c>items x categories</c>.</summary>
    /// <param name="terms">What is said of the items, <c>items x terms</c>.</param>
    /// <exception cref="ArgumentException">There are more or fewer terms than were trained on.</exception>
    public DenseMatrix Score(SparseMatrix terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        if (terms.Columns != _weights.Columns - 1)
        {
            throw new ArgumentException($"The model knows {_weights.Columns - 1} terms; the items have {terms.Columns}.", nameof(terms));
        }

        var logits = new DenseMatrix(terms.Rows, Names.Count);
        for (var item = 0; item < terms.Rows; item++)
        {
            var indices = terms.RowIndices(item);
            var values = terms.RowValues(item);
            for (var category = 0; category < Names.Count; category++)
            {
                var weights = _weights.Row(category);
                var sum = weights[^1];
                for (var entry = 0; entry < indices.Length; entry++)
                {
                    sum += values[entry] * weights[indices[entry]];
                }

                logits[item, category] = sum;
            }
        }

        return logits;
    }
}
