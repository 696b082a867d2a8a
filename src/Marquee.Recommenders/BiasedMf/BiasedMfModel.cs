using System.Buffers;
using System.Collections.Concurrent;
using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>Posterior samples of items; see <see cref="BiasedMfTrainer"/>. A history is scored by finding its user's vector in each sample exactly (fold-in) and taking the mean.</summary>
/// <remarks>
/// For <c>n</c> ratings, <c>d</c> numbers a vector and <c>k</c> samples a history costs <c>k (n d^2 + d^3 / 3)</c> operations, and scoring <c>2 k d</c> for each item. A standard deviation takes in the noise
/// of ratings, what is not known of the user, and how the samples of the item differ.
/// </remarks>
public sealed class BiasedMfModel : IModel, IRatingPredictor, IExplains, IItemSimilarity
{
    private const string DeviationName = "deviation";

    private readonly BiasedMfOptions _options;
    private readonly RatingBasis _basis;
    private readonly float _deviation;
    private readonly BiasedMfSamples _samples;
    private readonly float[] _levels;
    private readonly float[] _inverseNorms;
    private readonly Lazy<AverageItem> _average;
    private readonly ConcurrentBag<RatingFoldIn> _foldIns = [];

    internal BiasedMfModel(BiasedMfOptions options, RatingBasis basis, float deviation, BiasedMfSamples samples)
    {
        _options = options;
        _basis = basis;
        _deviation = deviation;
        _samples = samples;
        _levels = new float[samples.Items];
        _inverseNorms = new float[samples.Items];
        for (var item = 0; item < samples.Items; item++)
        {
            var bias = 0.0;
            foreach (var drawn in samples.Biases.Row(item))
            {
                bias += drawn / (double)samples.Count;
            }

            _levels[item] = (float)(basis.Mean + (deviation * bias));
            // A vector begins with a 1, which is no factor.
            var square = (double)-samples.Count;
            foreach (var number in samples.Vectors.Row(item))
            {
                square += (double)number * number;
            }

            _inverseNorms[item] = square > 0 ? (float)(1 / Math.Sqrt(square)) : 0;
        }

        _average = new Lazy<AverageItem>(() => new AverageItem(samples));
    }

    /// <inheritdoc/>
    public ModelOptions Options => _options;

    /// <inheritdoc/>
    public int ItemCount => _samples.Items;

    /// <inheritdoc/>
    public RatingScale Scale => _basis.Scale;

    /// <inheritdoc/>
    /// <remarks>The scores are expected ratings that are not cut to the scale, so that the best items are not all alike.</remarks>
    public void Score(in History history, Span<float> scores)
    {
        var length = _samples.Vectors.Columns;
        var user = ArrayPool<float>.Shared.Rent(length);
        Find(history, user.AsSpan(0, length));
        MatrixVector.Multiply(_samples.Vectors, user.AsSpan(0, length), scores, maxDegreeOfParallelism: 1);
        ArrayPool<float>.Shared.Return(user);
        AddLevels(scores);
    }

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<History> histories, DenseMatrix scores)
    {
        var length = _samples.Vectors.Columns;
        var rented = ArrayPool<float>.Shared.Rent(histories.Length * length);
        var users = new DenseMatrix(histories.Length, length, rented);
        for (var index = 0; index < histories.Length; index++)
        {
            Find(histories[index], users.Row(index));
        }

        MatrixProduct.Multiply(users, false, _samples.Vectors, true, scores, maxDegreeOfParallelism: 1);
        ArrayPool<float>.Shared.Return(rented);
        for (var index = 0; index < histories.Length; index++)
        {
            AddLevels(scores.Row(index));
        }
    }

    /// <inheritdoc/>
    public void Predict(in History history, ReadOnlySpan<int> items, Span<RatingPrediction> predictions)
    {
        var known = items.ToArray();
        var sums = new double[known.Length];
        var squares = new double[known.Length];
        var variances = new double[known.Length];
        var foldIn = Rent();
        foldIn.Predict(Rated(history), known.Length, VectorOf, (index, mean, variance) =>
        {
            sums[index] += mean / _samples.Count;
            squares[index] += mean * mean / _samples.Count;
            variances[index] += variance / _samples.Count;
        });
        _foldIns.Add(foldIn);
        for (var index = 0; index < known.Length; index++)
        {
            var variance = variances[index] + Math.Max(0, squares[index] - (sums[index] * sums[index])) + (IsKnown(known[index]) ? 0 : _average.Value.BiasVariance);
            predictions[index] = new RatingPrediction(_basis.Scale.Nearest(_basis.Mean + (_deviation * sums[index])), (float)(_deviation * Math.Sqrt(variance)));
        }

        (ReadOnlyMemory<float> Vector, float Bias) VectorOf(int index, int sample) => IsKnown(known[index])
            ? (_samples.Vectors.Memory.Slice((known[index] * _samples.Vectors.Columns) + (sample * _samples.Order), _samples.Order), _samples.Biases[known[index], sample])
            : (_average.Value.Vector.AsMemory(sample * _samples.Order, _samples.Order), _average.Value.Biases[sample]);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// In each sample a rating adds <c>a z_i^T A^-1 z_j (r_j - b_j - z_j . m)</c>, where A is the matrix of the user's least squares problem, z are the items' vectors, m is the mean of users and a the
    /// precision of a rating: how much better than expected the item was rated, times how alike the two items are in the eyes of this user.
    /// </remarks>
    public Explanation Explain(in History history, int item)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)item, (uint)ItemCount, nameof(item));
        var baseline = (double)_levels[item];
        for (var sample = 0; sample < _samples.Count; sample++)
        {
            var vector = _samples.VectorOf(item, sample);
            var mean = _samples.Means.Row(sample);
            for (var at = 0; at < vector.Length; at++)
            {
                baseline += (double)_deviation * vector[at] * mean[at] / _samples.Count;
            }
        }

        var foldIn = Rent();
        var contributions = foldIn.Contributions(Rated(history), item);
        _foldIns.Add(foldIn);
        return Explanation.OfSum(item, (float)baseline, contributions);
    }

    /// <inheritdoc/>
    /// <remarks>By the cosine of their factors in all samples together.</remarks>
    public IReadOnlyList<ScoredItem> Similar(int item, int count)
    {
        if (!IsKnown(item) || count <= 0)
        {
            return [];
        }

        var factors = _samples.Vectors.Row(item).ToArray();
        for (var sample = 0; sample < _samples.Count; sample++)
        {
            factors[sample * _samples.Order] = 0;
        }

        var cosines = new float[ItemCount];
        MatrixVector.Multiply(_samples.Vectors, factors, cosines, maxDegreeOfParallelism: 1);
        for (var other = 0; other < cosines.Length; other++)
        {
            cosines[other] *= _inverseNorms[item] * _inverseNorms[other];
        }

        return SimilarScores.Largest(cosines, count, item);
    }

    /// <inheritdoc/>
    public void Save(ArtifactWriter writer)
    {
        _basis.Save(writer);
        writer.Write(DeviationName, [_deviation], 1);
        _samples.Save(writer);
    }

    internal static BiasedMfModel Load(ArtifactReader reader, BiasedMfOptions options) => new(
        options,
        RatingBasis.Load(reader),
        reader.ReadFloats(DeviationName, 1).Span[0],
        BiasedMfSamples.Load(reader, reader.IntProperty("itemCount"), options.Factors + 1, options.Samples));

    // The vectors of all samples, scaled so that one product with an item's is the mean over samples in the scale of the ratings.
    private void Find(in History history, Span<float> user)
    {
        var foldIn = Rent();
        foldIn.Find(Rated(history), user);
        _foldIns.Add(foldIn);
        foreach (ref var number in user)
        {
            number *= _deviation / _samples.Count;
        }
    }

    private void AddLevels(Span<float> scores)
    {
        for (var item = 0; item < scores.Length; item++)
        {
            scores[item] += _levels[item];
        }
    }

    private bool IsKnown(int item) => (uint)item < (uint)ItemCount;

    private RatedItems Rated(in History history) => RatedItems.Of(history, ItemCount, _basis.AreWeights);

    private RatingFoldIn Rent() => _foldIns.TryTake(out var foldIn) ? foldIn : new RatingFoldIn(_samples, _basis, _deviation);

    /// <summary>What an item that the model does not know is taken for.</summary>
    private sealed class AverageItem
    {
        public AverageItem(BiasedMfSamples samples)
        {
            Vector = new float[samples.Vectors.Columns];
            Biases = new float[samples.Count];
            var (sum, squares) = (0.0, 0.0);
            for (var item = 0; item < samples.Items; item++)
            {
                for (var at = 0; at < Vector.Length; at++)
                {
                    Vector[at] += samples.Vectors[item, at] / samples.Items;
                }

                for (var sample = 0; sample < Biases.Length; sample++)
                {
                    var bias = samples.Biases[item, sample];
                    Biases[sample] += bias / samples.Items;
                    sum += bias;
                    squares += (double)bias * bias;
                }
            }

            for (var sample = 0; sample < samples.Count; sample++)
            {
                Vector[sample * samples.Order] = 1;
            }

            var count = Math.Max(1, (double)samples.Items * samples.Count);
            BiasVariance = (squares / count) - (sum / count * (sum / count));
        }

        public float[] Vector { get; }

        public float[] Biases { get; }

        public double BiasVariance { get; }
    }
}
