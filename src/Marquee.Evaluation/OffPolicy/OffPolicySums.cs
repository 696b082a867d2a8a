namespace Marquee.Evaluation;

/// <summary>All that the estimates are made of, summed by user, so that drawing users again need not look at lists again.</summary>
/// <param name="users">Number of users.</param>
/// <param name="places">Places of the longest list.</param>
internal sealed class OffPolicySums(int users, int places)
{
    // Columns of a user's sums; behind them three for each place: lists, weights, weighted rewards.
    private const int Lists = 0;
    private const int Served = 1;
    private const int Ips = 2;
    private const int DoublyRobust = 3;
    private const int Direct = 4;
    private const int RawWeights = 5;
    private const int Weights = 6;
    private const int FilledPlaces = 7;
    private const int Columns = 8;
    private const int ColumnsOfPlace = 3;

    private readonly int _columns = Columns + (places * ColumnsOfPlace);
    private readonly double[] _sums = new double[users * (Columns + (places * ColumnsOfPlace))];

    /// <summary>The figures, in the order in which <see cref="Figures"/> gives them.</summary>
    public enum Figure
    {
        /// <summary>What was served brought this a list.</summary>
        Served,

        /// <summary>Inverse propensity scoring.</summary>
        Ips,

        /// <summary>Self-normalised.</summary>
        Snips,

        /// <summary>Doubly robust.</summary>
        DoublyRobust,

        /// <summary>The reward model alone.</summary>
        Direct,

        /// <summary>Each estimate, from <see cref="Ips"/> on, less <see cref="Served"/>.</summary>
        IpsChange,

        /// <inheritdoc cref="IpsChange"/>
        SnipsChange,

        /// <inheritdoc cref="IpsChange"/>
        DoublyRobustChange,

        /// <inheritdoc cref="IpsChange"/>
        DirectChange,

        /// <summary>Mean weight before any is cut.</summary>
        MeanWeight,
    }

    /// <summary>Share of the sum of weights that cutting took.</summary>
    public double CutShare => 1 - (Total(Weights) is var kept && Total(RawWeights) is var raw and > 0 ? kept / raw : 1);

    /// <summary>Adds a list to the sums of its user.</summary>
    public void Add(int user, LoggedList list, WeighedList weighed)
    {
        var row = _sums.AsSpan(user * _columns, _columns);
        row[Lists]++;
        for (var place = 0; place < list.Rewards.Length; place++)
        {
            var (weight, reward) = (weighed.Weights[place], list.Rewards[place]);
            row[Served] += reward;
            row[Ips] += weight * reward;
            row[DoublyRobust] += weighed.Expected[place] + weighed.Unexpected[place];
            row[Direct] += weighed.Expected[place];
            row[RawWeights] += weighed.Raw[place];
            row[Weights] += weight;
            row[FilledPlaces]++;
            var ofPlace = row.Slice(Columns + (place * ColumnsOfPlace), ColumnsOfPlace);
            ofPlace[0]++;
            ofPlace[1] += weight;
            ofPlace[2] += weight * reward;
        }
    }

    /// <summary>Every <see cref="Figure"/> of all users, with its 95% interval.</summary>
    public (double Value, Interval Interval)[] Figures(OffPolicyOptions options)
    {
        var count = Enum.GetValues<Figure>().Length;
        var values = new double[count];
        var everybodyOnce = new int[users];
        Array.Fill(everybodyOnce, 1);
        Compute(everybodyOnce, values);
        return [.. values.Zip(Bootstrap.Intervals(users, count, Compute, options.Seed, resamples: options.Resamples, maxDegreeOfParallelism: options.MaxDegreeOfParallelism))];
    }

    private void Compute(int[] drawn, Span<double> figures)
    {
        var sums = new double[_columns];
        for (var user = 0; user < drawn.Length; user++)
        {
            var row = _sums.AsSpan(user * _columns, _columns);
            for (var column = 0; drawn[user] > 0 && column < row.Length; column++)
            {
                sums[column] += drawn[user] * row[column];
            }
        }

        var lists = sums[Lists];
        var snips = 0.0;
        for (var place = Columns; place < sums.Length; place += ColumnsOfPlace)
        {
            // A place at which nothing the target would show was served is left at nothing; the warnings say so.
            snips += sums[place + 1] > 0 ? sums[place + 2] / sums[place + 1] * sums[place] : 0;
        }

        figures[(int)Figure.Served] = sums[Served] / lists;
        figures[(int)Figure.Ips] = sums[Ips] / lists;
        figures[(int)Figure.Snips] = snips / lists;
        figures[(int)Figure.DoublyRobust] = sums[DoublyRobust] / lists;
        figures[(int)Figure.Direct] = sums[Direct] / lists;
        for (var estimate = Figure.Ips; estimate <= Figure.Direct; estimate++)
        {
            figures[(int)estimate + (Figure.IpsChange - Figure.Ips)] = figures[(int)estimate] - figures[(int)Figure.Served];
        }

        figures[(int)Figure.MeanWeight] = sums[RawWeights] / sums[FilledPlaces];
    }

    private double Total(int column)
    {
        var total = 0.0;
        for (var at = column; at < _sums.Length; at += _columns)
        {
            total += _sums[at];
        }

        return total;
    }
}
