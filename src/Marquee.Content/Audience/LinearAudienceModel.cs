using Marquee.Numerics;

namespace Marquee.Content;

/// <summary>A weighted sum of the features: ridge regression.</summary>
/// <remarks>
/// Minimises <c>sum over rows of (target - offset - weights * features)^2 + regularization * rows * |weights|^2</c> with features scaled to mean 0 and deviation 1 (missing ones to 0).
/// Hoerl and Kennard, Ridge Regression, 1970. O(rows * features^2 + features^3).
/// </remarks>
public sealed class LinearAudienceModel : IAudienceModel
{
    private readonly FeatureScale _scale;
    private readonly float[] _weights;
    private readonly double _offset;

    private LinearAudienceModel(FeatureScale scale, float[] weights, double offset)
    {
        _scale = scale;
        _weights = weights;
        _offset = offset;
    }

    /// <inheritdoc/>
    public string Name => "linear";

    /// <summary>Trains.</summary>
    /// <param name="table">Features in columns, NaN where not known.</param>
    /// <param name="targets">A target for each row.</param>
    /// <param name="regularization">How much large weights cost, above 0.</param>
    /// <exception cref="ArgumentException">There are no rows, or not one target for each.</exception>
    public static LinearAudienceModel Train(DenseMatrix table, ReadOnlySpan<float> targets, double regularization = 0.01)
    {
        AudienceTargets.Check(table, targets);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(regularization);
        var scale = new FeatureScale(table);
        var scaled = scale.Apply(table);
        var mean = AudienceTargets.Mean(targets);
        var products = new DenseMatrix(table.Columns, table.Columns);
        var transposed = scaled.Transpose();
        MatrixProduct.Multiply(scaled, true, scaled, false, products, maxDegreeOfParallelism: 1);
        for (var column = 0; column < table.Columns; column++)
        {
            products[column, column] += (float)(regularization * table.Rows);
        }

        var right = new float[table.Columns];
        for (var column = 0; column < right.Length; column++)
        {
            var values = transposed.Row(column);
            var sum = 0.0;
            for (var row = 0; row < values.Length; row++)
            {
                sum += values[row] * (targets[row] - mean);
            }

            right[column] = (float)sum;
        }

        CholeskyFactorization.InPlace(products, maxDegreeOfParallelism: 1).Solve(right, right);
        return new LinearAudienceModel(scale, right, mean);
    }

    /// <inheritdoc/>
    public double Predict(ReadOnlySpan<float> features)
    {
        var scaled = new float[_scale.Features];
        _scale.Apply(features, scaled);
        var sum = _offset;
        for (var column = 0; column < scaled.Length; column++)
        {
            sum += (double)_weights[column] * scaled[column];
        }

        return sum;
    }
}
