using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>Finds the bias and the factors of a history's user in each sample: what their features foretell and their ratings leave possible given that sample of everything else. For one thread at a time.</summary>
/// <remarks>
/// Where ratings are numbers this is the mean and the covariance of the exact conditional distribution. Where they are cut it is the most likely point, which Newton's method finds, and the curvature there (Laplace's
/// approximation): the logarithm of the likelihood is concave.
/// </remarks>
internal sealed unsafe class BayesFmFoldIn
{
    private const int MaximumSteps = 12;
    private const float SmallChange = 1e-3f;

    private readonly BayesFmSamples _samples;
    private readonly RatingBasis _basis;
    private readonly double _deviation;
    private readonly float[] _levels;
    private readonly PositiveDefiniteSystem _system;
    private readonly float[] _foretold;
    private readonly float[] _solution;
    private readonly float[] _usualDate;
    private OrdinalScores? _scores;
    private DenseMatrix? _covariance;
    private int _sample;
    private float[] _rows = [];
    private float[] _offsets = [];
    private float[] _weights = [];
    private float[] _targets = [];
    private int[] _indices = [];

    /// <summary>Takes the memory.</summary>
    public BayesFmFoldIn(BayesFmSamples samples, RatingBasis basis, double deviation, float[] levels)
    {
        _samples = samples;
        _basis = basis;
        _deviation = deviation;
        _levels = levels;
        _system = new PositiveDefiniteSystem(samples.Order);
        _foretold = new float[samples.Order];
        _solution = new float[samples.Order];
        _usualDate = new float[samples.Order];
        Mean = new float[samples.Order];
    }

    /// <summary>Bias and factors of the user in the sample that <see cref="Solve"/> was asked for last.</summary>
    public float[] Mean { get; }

    /// <summary>Writes a 1 and the sum of the factors of an item and a date, which the user's numbers are multiplied by.</summary>
    /// <returns>What is expected without the user.</returns>
    public static float Join(ReadOnlySpan<float> item, ReadOnlySpan<float> date, Span<float> joined)
    {
        var product = 0f;
        joined[0] = 1;
        for (var at = 1; at < joined.Length; at++)
        {
            product += item[at] * date[at];
            joined[at] = item[at] + date[at];
        }

        return item[0] + date[0] + product;
    }

    /// <summary>Bias and factors of a date in the sample that <see cref="Solve"/> was asked for last. A date that the training did not see, or none, is the mean of those of the history's ratings.</summary>
    public ReadOnlySpan<float> Date(int date) => date == _samples.Dates.Rows - 1 ? _usualDate : _samples.Of(_samples.Dates, date, _sample);

    /// <summary>Finds the user's numbers in one sample.</summary>
    public void Solve(BayesFmQuestion question, int sample)
    {
        _sample = sample;
        Foretell(question, sample);
        if (sample == 0 || question.Count == 0)
        {
            _foretold.CopyTo(Mean, 0);
        }

        Prepare(question, sample);
        for (var step = 1; step <= MaximumSteps; step++)
        {
            Build(question, sample);
            _system.Solve(_solution);
            var change = 0f;
            for (var at = 0; at < _solution.Length; at++)
            {
                change = Math.Max(change, Math.Abs(_solution[at] - Mean[at]));
                Mean[at] = _solution[at];
            }

            if (_levels.Length == 0 || change < SmallChange)
            {
                break;
            }
        }
    }

    /// <summary>What is not known of the user adds this to the variance of a number.</summary>
    /// <param name="joined">What the user's numbers are multiplied by.</param>
    public double Variance(ReadOnlySpan<float> joined)
    {
        joined.CopyTo(_system.RightSide);
        _system.SolveAgain(_solution);
        return Math.Max(0, Dot(_solution, joined));
    }

    /// <summary>Adds what each rating and each feature brings to a number: how much better a rating was than features foretold, times how alike the two are in the eyes of this user.</summary>
    /// <param name="question">The history that was solved for.</param>
    /// <param name="joined">What the user's numbers are multiplied by.</param>
    /// <param name="factor">What a number counts.</param>
    /// <param name="ofRatings">One sum for each rating.</param>
    /// <param name="ofFeatures">One sum for each feature.</param>
    public void Contribute(BayesFmQuestion question, ReadOnlySpan<float> joined, double factor, double[] ofRatings, double[] ofFeatures)
    {
        joined.CopyTo(_system.RightSide);
        _system.SolveAgain(_solution);
        for (var entry = 0; entry < question.Count; entry++)
        {
            var row = _rows.AsSpan(entry * joined.Length, joined.Length);
            ofRatings[entry] += factor * (_targets[entry] - (_weights[entry] * Dot(_foretold, row))) * Dot(_solution, row);
        }

        for (var at = 0; at < question.Features.Count; at++)
        {
            var (feature, value) = question.Features[at];
            ofFeatures[at] += factor * value * Dot(_samples.Of(_samples.Features, feature, _sample), joined);
        }
    }

    /// <summary>Writes the user's covariance, <c>order x order</c>.</summary>
    public void Covariance(DenseMatrix covariance)
    {
        for (var at = 0; at < Mean.Length; at++)
        {
            _system.RightSide.Clear();
            _system.RightSide[at] = 1;
            _system.SolveAgain(covariance.Row(at));
        }
    }

    /// <summary>Adds the expected rating of each item in the sample that <see cref="Solve"/> was asked for last, where ratings are cut.</summary>
    /// <param name="items">Bias and factors in that sample: the first number of all items, the second of all, and so on, as many as there are <paramref name="sums"/>.</param>
    /// <param name="date">The date.</param>
    /// <param name="sums">What is added to; see <see cref="OrdinalScores.ItemUnit"/>.</param>
    public void AddScores(float[] items, int date, float[] sums)
    {
        (_scores, _covariance) = (_scores ?? OrdinalScores.Of(_samples.Order, _samples.Cutpoints.Columns), _covariance ?? new DenseMatrix(_samples.Order, _samples.Order));
        Covariance(_covariance);
        _scores.AddTo(items, Date(date), Mean, _covariance, _samples.Intercepts[_sample], _samples.Cutpoints.Row(_sample), _levels, sums);
    }

    /// <summary>The sum of products.</summary>
    public static double Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        var sum = 0.0;
        for (var at = 0; at < left.Length; at++)
        {
            sum += (double)left[at] * right[at];
        }

        return sum;
    }

    private void Foretell(BayesFmQuestion question, int sample)
    {
        _samples.Means.Row(sample).CopyTo(_foretold);
        foreach (var (feature, value) in question.Features)
        {
            var added = _samples.Of(_samples.Features, feature, sample);
            for (var at = 0; at < added.Length; at++)
            {
                _foretold[at] += value * added[at];
            }
        }
    }

    private void FindUsualDate(BayesFmQuestion question, int sample)
    {
        if (question.Count == 0)
        {
            _samples.Of(_samples.Dates, _samples.Dates.Rows - 1, sample).CopyTo(_usualDate);
            return;
        }

        Array.Clear(_usualDate);
        foreach (var date in question.Dates)
        {
            var numbers = _samples.Of(_samples.Dates, date, sample);
            for (var at = 0; at < numbers.Length; at++)
            {
                _usualDate[at] += numbers[at] / question.Count;
            }
        }
    }

    private void Prepare(BayesFmQuestion question, int sample)
    {
        FindUsualDate(question, sample);
        var (count, order) = (question.Count, _samples.Order);
        if (_offsets.Length < count)
        {
            (_rows, _offsets, _weights, _targets) = (new float[count * order], new float[count], new float[count], new float[count]);
            _indices = [.. Enumerable.Range(0, count)];
        }

        for (var entry = 0; entry < count; entry++)
        {
            _offsets[entry] = _samples.Intercepts[sample]
                + Join(_samples.Of(_samples.Items, question.Items[entry], sample), _samples.Of(_samples.Dates, question.Dates[entry], sample), _rows.AsSpan(entry * order, order));
        }
    }

    private void Build(BayesFmQuestion question, int sample)
    {
        var (count, order) = (question.Count, _samples.Order);
        for (var entry = 0; entry < count; entry++)
        {
            var (weight, target) = _levels.Length == 0
                ? (_samples.Noise[sample], (((double)question.Ratings[entry] - _basis.Mean) / _deviation) - _offsets[entry])
                : Linearised(question.Ratings[entry], _offsets[entry], Dot(Mean, _rows.AsSpan(entry * order, order)), _samples.Cutpoints.Row(sample));
            _weights[entry] = (float)weight;
            _targets[entry] = (float)(weight * target);
        }

        _system.Reset(null, 0);
        fixed (float* first = _rows)
        {
            _system.AddOuterProducts(first, order, _indices.AsSpan(0, count), _weights.AsSpan(0, count));
            _system.AddToRightSide(first, order, _indices.AsSpan(0, count), _targets.AsSpan(0, count));
        }

        var right = _system.RightSide;
        var precisions = _samples.Precisions.Row(sample);
        for (var at = 0; at < order; at++)
        {
            _system.Matrix[at * (_system.Stride + 1)] += precisions[at];
            right[at] += precisions[at] * _foretold[at];
        }
    }

    // The logarithm of the likelihood of one rating as the parabola that touches it: how narrow it is and where it is highest.
    private (double Weight, double Target) Linearised(float rating, double offset, double own, ReadOnlySpan<float> points)
    {
        // A rating that nobody gave in training counts as the nearest that somebody gave.
        var value = Nearest(rating);
        var number = offset + own;
        var low = value == 0 ? double.NegativeInfinity : points[value - 1] - number;
        var high = value == points.Length ? double.PositiveInfinity : points[value] - number;
        var (slope, weight) = IntervalLikelihood.Derivatives(low, high);
        return (weight, own + (slope / weight));
    }

    private int Nearest(float rating)
    {
        var nearest = 0;
        for (var value = 1; value < _levels.Length; value++)
        {
            if (Math.Abs(_levels[value] - rating) < Math.Abs(_levels[nearest] - rating))
            {
                nearest = value;
            }
        }

        return nearest;
    }
}
