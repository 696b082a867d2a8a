using Marquee.Numerics;

namespace Marquee.Content;

/// <summary>One regularised logistic regression a category, over the terms of items and over vectors that an encoder made of them.</summary>
/// <remarks>
/// Minimises <c>sum over items of log(1 + e^(-y (w . x + b))) + regularization / 2 |w|^2</c> for all categories together by the limited-memory method of Broyden, Fletcher, Goldfarb and Shanno (Liu and Nocedal, On the Limited Memory BFGS Method,
/// 1989). Convex: the result does not depend on chance. O(iterations * (entries + items * dimensions) * categories). Over terms alone it is what any encoder has to beat.
/// </remarks>
public static class LinearCategoryTrainer
{
    private const int MostIterations = 100;
    private const double Tolerance = 2e-3;

    /// <summary>Learns the weights.</summary>
    /// <param name="terms">What is said of the items, <c>items x terms</c>.</param>
    /// <param name="vectors">What an encoder made of them, <c>items x dimensions</c>, or nothing.</param>
    /// <param name="targets">Which categories they have.</param>
    /// <param name="regularization">What weights cost, above 0.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor. The result is the same on any number.</param>
    /// <param name="start">A model of the same terms and vectors to begin from, such as one with another regularisation, which saves time; nothing for zeros.</param>
    /// <param name="cancellationToken">Checked before each iteration.</param>
    /// <exception cref="ArgumentException">There are more or fewer targets or vectors than items.</exception>
    public static LinearCategoryModel Train(
        SparseMatrix terms, DenseMatrix? vectors, CategoryTargets targets, double regularization, int maxDegreeOfParallelism = 0, LinearCategoryModel? start = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(regularization);
        if (terms.Rows != targets.ItemCount || (vectors is not null && vectors.Rows != terms.Rows))
        {
            throw new ArgumentException($"There are terms of {terms.Rows} items, categories of {targets.ItemCount}{(vectors is null ? string.Empty : $" and vectors of {vectors.Rows}")}.", nameof(targets));
        }

        var losses = new LogisticLoss(terms, vectors, targets, (float)regularization, maxDegreeOfParallelism);
        var weights = start?.CopyWeights() ?? new float[losses.Size];
        if (weights.Length != losses.Size)
        {
            throw new ArgumentException("The model to begin from knows other terms, dimensions or categories.", nameof(start));
        }

        LimitedMemoryMinimizer.Minimize(losses.Compute, weights, MostIterations, Tolerance, cancellationToken);
        return new LinearCategoryModel(targets.Names, terms.Columns, vectors?.Columns ?? 0, weights);
    }

    /// <summary>The loss of all categories and its gradient.</summary>
    private sealed class LogisticLoss(SparseMatrix terms, DenseMatrix? vectors, CategoryTargets targets, float regularization, int threads)
    {
        private readonly SparseMatrix _byTerm = terms.Transpose();
        private readonly DenseMatrix _logits = new(terms.Rows, targets.Names.Count);
        private readonly int _categories = targets.Names.Count;

        public int Size => (terms.Columns + (vectors?.Columns ?? 0) + 1) * _categories;

        public double Compute(float[] weights, float[] gradient)
        {
            LinearCategoryModel.Score(terms, vectors, weights, _logits, threads);
            var loss = 0.0;
            for (var item = 0; item < terms.Rows; item++)
            {
                loss += ToSlopes(_logits.Row(item), targets.Of(item));
            }

            var (ofTerms, ofVectors, ofBias) = LinearCategoryModel.Parts(gradient, terms.Columns, vectors?.Columns ?? 0, _categories);
            SparseProduct.Multiply(_byTerm, _logits, ofTerms, threads);
            if (vectors is not null)
            {
                MatrixProduct.Multiply(vectors, true, _logits, false, ofVectors, maxDegreeOfParallelism: threads);
            }

            var penalised = weights.Length - _categories;
            loss += regularization / 2.0 * VectorLoops.Dot(weights.AsSpan(0, penalised), weights.AsSpan(0, penalised));
            VectorLoops.AddScaled(regularization, weights.AsSpan(0, penalised), gradient.AsSpan(0, penalised));
            ofBias.Span.Clear();
            for (var item = 0; item < terms.Rows; item++)
            {
                VectorLoops.AddScaled(1, _logits.Row(item), ofBias.Span);
            }

            return loss;
        }

        private static double ToSlopes(Span<float> logits, ReadOnlySpan<int> wanted)
        {
            var loss = 0.0;
            foreach (var category in wanted)
            {
                loss -= logits[category];
            }

            foreach (ref var logit in logits)
            {
                loss += Math.Max(0, logit) + MathF.Log(1 + MathF.Exp(-Math.Abs(logit)));
                logit = 1 / (1 + MathF.Exp(-logit));
            }

            foreach (var category in wanted)
            {
                logits[category] -= 1;
            }

            return loss;
        }
    }
}
