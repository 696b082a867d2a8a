using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>Finds the vector of a history's user in each sample: the mean of what their ratings leave possible given that sample's items. For one thread at a time.</summary>
internal sealed unsafe class RatingFoldIn(BiasedMfSamples samples, RatingBasis basis, float deviation)
{
    private readonly PositiveDefiniteSystem _system = new(samples.Order);
    private float[] _weights = new float[256];
    private float[] _targets = new float[256];

    /// <summary>Writes the user's vectors, sample after sample.</summary>
    public void Find(RatedItems rated, Span<float> vectors)
    {
        for (var sample = 0; sample < samples.Count; sample++)
        {
            Solve(rated, sample, vectors.Slice(sample * samples.Order, samples.Order));
        }
    }

    /// <summary>Adds to what is known of some predictions, sample after sample.</summary>
    /// <param name="rated">The history.</param>
    /// <param name="count">How many are predicted.</param>
    /// <param name="item">The vector and the bias of one of them in a sample.</param>
    /// <param name="tell">Receives the number of the prediction, its expectation in a sample, and its variance in that sample.</param>
    public void Predict(RatedItems rated, int count, Func<int, int, (ReadOnlyMemory<float> Vector, float Bias)> item, Action<int, double, double> tell)
    {
        var user = new float[samples.Order];
        var solution = new float[samples.Order];
        for (var sample = 0; sample < samples.Count; sample++)
        {
            Solve(rated, sample, user);
            for (var index = 0; index < count; index++)
            {
                var (vector, bias) = item(index, sample);
                vector.Span.CopyTo(_system.RightSide);
                _system.SolveAgain(solution);
                tell(index, bias + Dot(user, vector.Span), (1.0 / samples.Noise[sample]) + Dot(solution, vector.Span));
            }
        }
    }

    /// <summary>What each rating adds to the expected rating of an item, in the scale of the ratings.</summary>
    public ScoredItem[] Contributions(RatedItems rated, int item)
    {
        var sums = new double[rated.Count];
        var solution = new float[samples.Order];
        for (var sample = 0; sample < samples.Count; sample++)
        {
            // The system is symmetric: solving it for the item once serves all ratings.
            Build(rated, sample);
            samples.VectorOf(item, sample).CopyTo(_system.RightSide);
            _system.Solve(solution);
            var mean = samples.Means.Row(sample);
            for (var entry = 0; entry < sums.Length; entry++)
            {
                var vector = samples.VectorOf(rated.Items[entry], sample);
                sums[entry] += samples.Noise[sample] * Dot(solution, vector) * (Standardised(rated, entry, sample) - Dot(mean, vector));
            }
        }

        return [.. sums.Select((sum, entry) => new ScoredItem(rated.Items[entry], (float)(deviation * sum / samples.Count)))];
    }

    private static double Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        var sum = 0.0;
        for (var at = 0; at < left.Length; at++)
        {
            sum += (double)left[at] * right[at];
        }

        return sum;
    }

    private void Solve(RatedItems rated, int sample, Span<float> vector)
    {
        Build(rated, sample);
        var right = _system.RightSide;
        var precision = samples.PrecisionOf(sample);
        for (var row = 0; row < right.Length; row++)
        {
            right[row] = (float)Dot(precision.Row(row), samples.Means.Row(sample));
        }

        for (var entry = 0; entry < rated.Count; entry++)
        {
            _targets[entry] = samples.Noise[sample] * (float)Standardised(rated, entry, sample);
        }

        fixed (float* first = samples.Vectors.Span)
        {
            _system.AddToRightSide(first + ((nint)sample * samples.Order), samples.Vectors.Columns, rated.Items, _targets.AsSpan(0, rated.Count));
        }

        _system.Solve(vector);
    }

    private void Build(RatedItems rated, int sample)
    {
        if (_weights.Length < rated.Count)
        {
            _weights = new float[rated.Count];
            _targets = new float[rated.Count];
        }

        _weights.AsSpan(0, rated.Count).Fill(samples.Noise[sample]);
        _system.Reset(samples.PrecisionOf(sample), 0);
        fixed (float* first = samples.Vectors.Span)
        {
            _system.AddOuterProducts(first + ((nint)sample * samples.Order), samples.Vectors.Columns, rated.Items, _weights.AsSpan(0, rated.Count));
        }
    }

    private double Standardised(RatedItems rated, int entry, int sample) =>
        (((double)rated.Ratings[entry] - basis.Mean) / deviation) - samples.Biases[rated.Items[entry], sample];
}
