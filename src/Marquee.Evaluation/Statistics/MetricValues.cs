namespace Marquee.Evaluation;

/// <summary>One metric of one model, user by user.</summary>
public sealed class MetricValues
{
    private readonly double[] _values;
    private readonly double[]? _weights;

    /// <summary>Takes over values.</summary>
    /// <param name="key">The metric's key.</param>
    /// <param name="values">One value a user; NaN where the metric is not defined for the user.</param>
    /// <param name="weights">How much each user counts in the mean; nothing for all the same. The pooled error of ratings counts a user by the number of ratings.</param>
    /// <param name="rootOfMean">Whether the square root is taken of the mean, as in RMSE.</param>
    /// <exception cref="ArgumentException">There is not one weight for each value.</exception>
    public MetricValues(string key, double[] values, double[]? weights = null, bool rootOfMean = false)
    {
        if (weights is not null && weights.Length != values.Length)
        {
            throw new ArgumentException($"{values.Length} values need as many weights; {weights.Length} were given.", nameof(weights));
        }

        Key = key;
        _values = values;
        _weights = weights;
        RootOfMean = rootOfMean;
        Mean = Finish(Enumerable.Range(0, Count).Sum(Total), Enumerable.Range(0, Count).Sum(WeightOf));
    }

    /// <summary>The metric's key.</summary>
    public string Key { get; }

    /// <summary>Number of users, counted or not.</summary>
    public int Count => _values.Length;

    /// <summary>One value a user; NaN where the metric is not defined.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>Whether the square root is taken of the mean.</summary>
    public bool RootOfMean { get; }

    /// <summary>The weighted mean over the users for whom the metric is defined (or its root); NaN where there are none.</summary>
    public double Mean { get; }

    /// <summary>How much a user counts: 0 where the value is NaN.</summary>
    internal double WeightOf(int user) => double.IsNaN(_values[user]) ? 0 : _weights is null ? 1 : _weights[user];

    /// <summary>What a user adds to the sum over users.</summary>
    internal double Total(int user) => double.IsNaN(_values[user]) ? 0 : _values[user] * WeightOf(user);

    /// <summary>The mean that belongs to a sum and a sum of weights.</summary>
    internal double Finish(double total, double weight) => RootOfMean ? Math.Sqrt(total / weight) : total / weight;
}
