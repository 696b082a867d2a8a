using System.Collections.Concurrent;
using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>Posterior samples of items, dates and features; see <see cref="BayesFmTrainer"/>. A history is scored by finding its user's bias and factors in each sample, given their features and ratings, and taking the mean.</summary>
/// <remarks>
/// For <c>n</c> ratings, <c>d</c> numbers a row and <c>k</c> samples a history costs <c>k (n d^2 + d^3 / 3)</c> operations (a few times that where ratings are cut), and a prediction <c>2 k d^2</c>. How sure a prediction is takes in the noise of
/// ratings, what is not known of the user, and how the samples of everything else differ. Predictions know the date that they are asked for, where the training knew it; any other is taken for one like those of the history's ratings.
/// </remarks>
public sealed class BayesFmModel : IModel, IRatingPredictor, IExplains, IItemSimilarity
{
    private const string DeviationName = "deviation";
    private const string LevelsName = "levels";
    private const string DatesName = "rating-dates";
    private const int HistoriesAtOnce = 8;

    private readonly BayesFmOptions _options;
    private readonly RatingBasis _basis;
    private readonly double _deviation;
    private readonly float[] _levels;
    private readonly RatingDates _dates;
    private readonly UserDescription _description;
    private readonly BayesFmSamples _samples;
    private readonly float[] _inverseNorms;
    private readonly Lazy<(float[] Numbers, double[] BiasVariances)> _average;
    private readonly Lazy<float[][]> _itemsSideBySide;
    private readonly ConcurrentBag<BayesFmFoldIn> _foldIns = [];

    internal BayesFmModel(BayesFmOptions options, RatingBasis basis, double deviation, float[] levels, RatingDates dates, UserDescription description, BayesFmSamples samples)
    {
        _options = options;
        _basis = basis;
        // As it is saved: a model that was loaded gives the same bits.
        _deviation = (float)deviation;
        _levels = levels;
        _dates = dates;
        _description = description;
        _samples = samples;
        _inverseNorms = new float[samples.Items.Rows];
        for (var item = 0; item < _inverseNorms.Length; item++)
        {
            var square = SquareOfFactors(item);
            _inverseNorms[item] = square > 0 ? (float)(1 / Math.Sqrt(square)) : 0;
        }

        _average = new Lazy<(float[], double[])>(AverageItem);
        _itemsSideBySide = new Lazy<float[][]>(SetSideBySide);
    }

    /// <inheritdoc/>
    public ModelOptions Options => _options;

    /// <inheritdoc/>
    public int ItemCount => _samples.Items.Rows;

    /// <inheritdoc/>
    public RatingScale Scale => _basis.Scale;

    /// <inheritdoc/>
    /// <remarks>The scores are expected ratings at the moment of asking; those of <see cref="BayesFmTask.Regression"/> are not cut to the scale, so that the best items are not all alike.</remarks>
    public void Score(in History history, Span<float> scores)
    {
        if (_levels.Length > 0)
        {
            var buffer = new DenseMatrix(1, ItemCount);
            ScoreCut([history], buffer);
            buffer.Row(0).CopyTo(scores);
            return;
        }

        var user = new float[_samples.Items.Columns];
        var level = FindScale(history, user);
        MatrixVector.Multiply(_samples.Items, user, scores, maxDegreeOfParallelism: 1);
        Add(level, scores);
    }

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<History> histories, DenseMatrix scores)
    {
        if (_levels.Length > 0)
        {
            ScoreCut(histories, scores);
            return;
        }

        var users = new DenseMatrix(histories.Length, _samples.Items.Columns);
        var levels = new float[histories.Length];
        for (var index = 0; index < histories.Length; index++)
        {
            levels[index] = FindScale(histories[index], users.Row(index));
        }

        MatrixProduct.Multiply(users, false, _samples.Items, true, scores, maxDegreeOfParallelism: 1);
        for (var index = 0; index < histories.Length; index++)
        {
            Add(levels[index], scores.Row(index));
        }
    }

    /// <inheritdoc/>
    public void Predict(in History history, ReadOnlySpan<int> items, Span<RatingPrediction> predictions)
    {
        var distributions = Distributions(history, items);
        for (var index = 0; index < distributions.Length; index++)
        {
            predictions[index] = distributions[index].Prediction;
        }
    }

    /// <inheritdoc/>
    /// <remarks>With <see cref="BayesFmTask.Ordinal"/> a probability for each value; else normal, with the mean cut to the scale.</remarks>
    public RatingDistribution[] Distributions(in History history, ReadOnlySpan<int> items, ReadOnlySpan<long> times = default)
    {
        if (!times.IsEmpty && times.Length != items.Length)
        {
            throw new ArgumentException($"{items.Length} items need as many times, or none; given: {times.Length}.", nameof(times));
        }

        var question = Ask(history);
        var now = DateOf(history);
        var (sums, squares, variances) = (new double[items.Length], new double[items.Length], new double[items.Length]);
        var probabilities = new double[items.Length * _levels.Length];
        var joined = new float[_samples.Order];
        var foldIn = Rent();
        for (var sample = 0; sample < _samples.Count; sample++)
        {
            foldIn.Solve(question, sample);
            for (var index = 0; index < items.Length; index++)
            {
                var (item, ofBias) = ItemOf(items[index], sample);
                var date = times.IsEmpty ? now : _dates.IndexOf(times[index]);
                var mean = _samples.Intercepts[sample] + BayesFmFoldIn.Join(item, foldIn.Date(date), joined) + BayesFmFoldIn.Dot(joined, foldIn.Mean);
                var variance = foldIn.Variance(joined) + ofBias + (1.0 / _samples.Noise[sample]);
                sums[index] += mean / _samples.Count;
                squares[index] += mean * mean / _samples.Count;
                variances[index] += variance / _samples.Count;
                AddProbabilities(mean, Math.Sqrt(variance), _samples.Cutpoints.Row(sample), probabilities.AsSpan(index * _levels.Length, _levels.Length));
            }
        }

        _foldIns.Add(foldIn);
        var distributions = new RatingDistribution[items.Length];
        for (var index = 0; index < distributions.Length; index++)
        {
            var variance = variances[index] + Math.Max(0, squares[index] - (sums[index] * sums[index]));
            distributions[index] = _levels.Length > 0
                ? RatingDistribution.Discrete(_levels, probabilities.AsSpan(index * _levels.Length, _levels.Length))
                : RatingDistribution.Normal(new RatingPrediction(_basis.Scale.Nearest(_basis.Mean + (_deviation * sums[index])), (float)(_deviation * Math.Sqrt(variance))), _basis.Scale);
        }

        return distributions;
    }

    /// <inheritdoc/>
    /// <remarks>
    /// An item of the history brings that it was met and, where it was rated, how much better than expected; an attribute of the user stands for itself. With <see cref="BayesFmTask.Ordinal"/> a part counts by the slope of the expected rating
    /// at the prediction, and the baseline holds what the curve leaves: it is the score of a stranger up to that.
    /// </remarks>
    public Explanation Explain(in History history, int item)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)item, (uint)ItemCount, nameof(item));
        var question = Ask(history);
        var now = DateOf(history);
        var (ofRatings, ofFeatures) = (new double[question.Count], new double[question.Features.Count]);
        var joined = new float[_samples.Order];
        var score = 0.0;
        var foldIn = Rent();
        for (var sample = 0; sample < _samples.Count; sample++)
        {
            foldIn.Solve(question, sample);
            var mean = _samples.Intercepts[sample] + BayesFmFoldIn.Join(_samples.Of(_samples.Items, item, sample), foldIn.Date(now), joined) + BayesFmFoldIn.Dot(joined, foldIn.Mean);
            var points = _samples.Cutpoints.Row(sample);
            var deviation = Math.Sqrt(foldIn.Variance(joined) + 1);
            score += (_levels.Length > 0 ? OrdinalLink.ExpectedRating(mean, deviation, points, _levels) : _basis.Mean + (_deviation * mean)) / _samples.Count;
            var factor = (_levels.Length > 0 ? OrdinalLink.Slope(mean, deviation, points, _levels) : _deviation) / _samples.Count;
            foldIn.Contribute(question, joined, factor, ofRatings, ofFeatures);
        }

        _foldIns.Add(foldIn);
        return Taken(item, score, question, ofRatings, ofFeatures);
    }

    /// <inheritdoc/>
    /// <remarks>By the cosine of their factors in all samples together.</remarks>
    public IReadOnlyList<ScoredItem> Similar(int item, int count)
    {
        if ((uint)item >= (uint)ItemCount || count <= 0)
        {
            return [];
        }

        var factors = _samples.Items.Row(item).ToArray();
        for (var sample = 0; sample < _samples.Count; sample++)
        {
            factors[sample * _samples.Order] = 0;
        }

        var cosines = new float[ItemCount];
        MatrixVector.Multiply(_samples.Items, factors, cosines, maxDegreeOfParallelism: 1);
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
        writer.Write(DeviationName, [(float)_deviation], 1);
        writer.Properties[LevelsName] = _levels.Length;
        writer.Write(LevelsName, _levels, _levels.Length);
        writer.Write(DatesName, _dates.All);
        _description.Save(writer);
        _samples.Save(writer);
    }

    internal static BayesFmModel Load(ArtifactReader reader, BayesFmOptions options)
    {
        var items = reader.IntProperty("itemCount");
        var dates = new RatingDates(options.DateDays, reader.ReadLongs(DatesName));
        var description = UserDescription.Load(reader, options, items);
        var levels = reader.ReadFloats(LevelsName, reader.IntProperty(LevelsName)).ToArray();
        var samples = BayesFmSamples.Load(reader, options.Factors + 1, items, dates.Count, description.Count, Math.Max(0, levels.Length - 1), options.Samples);
        return new BayesFmModel(options, RatingBasis.Load(reader), reader.ReadFloats(DeviationName, 1).Span[0], levels, dates, description, samples);
    }

    private static void Add(float level, Span<float> scores)
    {
        foreach (ref var score in scores)
        {
            score += level;
        }
    }

    // What an item's numbers are multiplied by in all samples together, so that one product is the mean in the scale of the ratings, and what all items have in common.
    private float FindScale(in History history, Span<float> user)
    {
        var question = Ask(history);
        var now = DateOf(history);
        var factor = _deviation / _samples.Count;
        var level = (double)_basis.Mean;
        var foldIn = Rent();
        for (var sample = 0; sample < _samples.Count; sample++)
        {
            foldIn.Solve(question, sample);
            var date = foldIn.Date(now);
            level += factor * (_samples.Intercepts[sample] + date[0] + foldIn.Mean[0]);
            var own = user.Slice(sample * _samples.Order, _samples.Order);
            own[0] = (float)factor;
            for (var at = 1; at < own.Length; at++)
            {
                own[at] = (float)(factor * (foldIn.Mean[at] + date[at]));
                level += factor * foldIn.Mean[at] * date[at];
            }
        }

        _foldIns.Add(foldIn);
        return (float)level;
    }

    // Several histories at a time, so that the items of a sample, more than a cache holds, are read once for all of them.
    private void ScoreCut(ReadOnlySpan<History> histories, DenseMatrix scores)
    {
        for (var start = 0; start < histories.Length; start += HistoriesAtOnce)
        {
            var count = Math.Min(HistoriesAtOnce, histories.Length - start);
            ScoreSome(histories.Slice(start, count), new DenseMatrix(count, ItemCount, scores.Memory.Slice(start * ItemCount, count * ItemCount)));
        }
    }

    private void ScoreSome(ReadOnlySpan<History> histories, DenseMatrix scores)
    {
        var items = _itemsSideBySide.Value;
        var questions = new BayesFmQuestion[histories.Length];
        var foldIns = new BayesFmFoldIn[histories.Length];
        var sums = new float[histories.Length][];
        for (var index = 0; index < questions.Length; index++)
        {
            (questions[index], foldIns[index], sums[index]) = (Ask(histories[index]), Rent(), new float[OrdinalScores.Padded(ItemCount)]);
        }

        for (var sample = 0; sample < _samples.Count; sample++)
        {
            for (var index = 0; index < questions.Length; index++)
            {
                foldIns[index].Solve(questions[index], sample);
                foldIns[index].AddScores(items[sample], DateOf(histories[index]), sums[index]);
            }
        }

        for (var index = 0; index < questions.Length; index++)
        {
            _foldIns.Add(foldIns[index]);
            var row = scores.Row(index);
            for (var item = 0; item < row.Length; item++)
            {
                row[item] = sums[index][item] / _samples.Count;
            }
        }
    }

    // Of each sample the first number of all items, the second of all, and so on, as the scores of the whole catalogue read them.
    private float[][] SetSideBySide()
    {
        var padded = OrdinalScores.Padded(ItemCount);
        var all = new float[_samples.Count][];
        for (var sample = 0; sample < all.Length; sample++)
        {
            all[sample] = new float[checked(_samples.Order * padded)];
            for (var item = 0; item < ItemCount; item++)
            {
                var numbers = _samples.Of(_samples.Items, item, sample);
                for (var at = 0; at < numbers.Length; at++)
                {
                    all[sample][(at * padded) + item] = numbers[at];
                }
            }
        }

        return all;
    }

    private void AddProbabilities(double mean, double deviation, ReadOnlySpan<float> points, Span<double> probabilities)
    {
        for (var level = 0; level < probabilities.Length; level++)
        {
            var low = level == 0 ? double.NegativeInfinity : (points[level - 1] - mean) / deviation;
            var high = level == points.Length ? double.PositiveInfinity : (points[level] - mean) / deviation;
            probabilities[level] += IntervalLikelihood.Probability(low, high) / _samples.Count;
        }
    }

    // What is left when all parts are taken out is the baseline.
    private Explanation Taken(int item, double score, BayesFmQuestion question, double[] ofRatings, double[] ofFeatures)
    {
        var ofItems = new Dictionary<int, double>();
        var ofTraits = new List<FeatureContribution>();
        for (var entry = 0; entry < ofRatings.Length; entry++)
        {
            ofItems[question.Items[entry]] = ofItems.GetValueOrDefault(question.Items[entry]) + ofRatings[entry];
        }

        for (var at = 0; at < ofFeatures.Length; at++)
        {
            var feature = question.Features[at].Feature;
            if (_description.ItemOf(feature) is >= 0 and var met)
            {
                ofItems[met] = ofItems.GetValueOrDefault(met) + ofFeatures[at];
            }
            else
            {
                ofTraits.Add(new FeatureContribution(_description.TraitOf(feature), (float)ofFeatures[at]));
            }
        }

        return Explanation.OfSum(item, (float)(score - ofRatings.Sum() - ofFeatures.Sum()), ofItems.Select(part => new ScoredItem(part.Key, (float)part.Value)), ofTraits);
    }

    private ItemInSample ItemOf(int item, int sample) => (uint)item < (uint)ItemCount
        ? new ItemInSample(_samples.Of(_samples.Items, item, sample), 0)
        : new ItemInSample(_average.Value.Numbers.AsSpan(sample * _samples.Order, _samples.Order), _average.Value.BiasVariances[sample]);

    // What an item that the model does not know is taken for.
    private (float[] Numbers, double[] BiasVariances) AverageItem()
    {
        var numbers = new float[_samples.Items.Columns];
        var variances = new double[_samples.Count];
        for (var item = 0; item < ItemCount; item++)
        {
            for (var at = 0; at < numbers.Length; at++)
            {
                numbers[at] += _samples.Items[item, at] / ItemCount;
            }
        }

        for (var item = 0; item < ItemCount; item++)
        {
            for (var sample = 0; sample < variances.Length; sample++)
            {
                variances[sample] += Math.Pow(_samples.Items[item, sample * _samples.Order] - numbers[sample * _samples.Order], 2) / ItemCount;
            }
        }

        return (numbers, variances);
    }

    private double SquareOfFactors(int item)
    {
        var square = 0.0;
        for (var sample = 0; sample < _samples.Count; sample++)
        {
            foreach (var factor in _samples.Of(_samples.Items, item, sample)[1..])
            {
                square += (double)factor * factor;
            }
        }

        return square;
    }

    private int DateOf(in History history) => history.Context.Now is { } now ? _dates.IndexOf(now) : _dates.Count;

    private BayesFmQuestion Ask(in History history) => BayesFmQuestion.Of(history, ItemCount, _basis.AreWeights, _dates, _description);

    private BayesFmFoldIn Rent() => _foldIns.TryTake(out var foldIn) ? foldIn : new BayesFmFoldIn(_samples, _basis, _deviation, _levels);

    private readonly ref struct ItemInSample(ReadOnlySpan<float> numbers, double biasVariance)
    {
        private readonly ReadOnlySpan<float> _numbers = numbers;

        private readonly double _biasVariance = biasVariance;

        public void Deconstruct(out ReadOnlySpan<float> ofItem, out double ofBias)
        {
            ofItem = _numbers;
            ofBias = _biasVariance;
        }
    }
}
