using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>Expected ratings of many items at a time in one posterior sample, where ratings are cut from numbers (<see cref="OrdinalLink.ExpectedRating"/>). For one thread at a time.</summary>
/// <remarks>For <c>d</c> numbers an item and <c>c</c> cutpoints an item costs <c>d^2 + 4 d</c> operations and <c>c</c> normal probabilities. The same bits at every width that has fused multiply-adds.</remarks>
internal abstract unsafe class OrdinalScores
{
    /// <summary>Numbers of items are multiples of this: four vectors of the widest kind.</summary>
    public const int ItemUnit = 64;

    private readonly int _order;
    private readonly float[] _slopes;
    private readonly float[] _triangle;
    private readonly float[] _steps;

    /// <summary>Takes the memory.</summary>
    /// <param name="order">Numbers an item: a bias and the factors.</param>
    /// <param name="cutpoints">Number of cutpoints.</param>
    private protected OrdinalScores(int order, int cutpoints)
    {
        _order = order;
        _slopes = new float[order];
        _triangle = new float[order * (order + 1) / 2];
        _steps = new float[cutpoints];
    }

    /// <summary>The form for the width in use.</summary>
    public static OrdinalScores Of(int order, int cutpoints) => For(SimdWidths.Chosen, order, cutpoints);

    /// <summary>Every form that this processor has, the scalar one first.</summary>
    public static IReadOnlyList<OrdinalScores> All(int order, int cutpoints) => [.. SimdWidths.Supported.Select(width => For(width, order, cutpoints))];

    private static OrdinalScores For(SimdWidth width, int order, int cutpoints) => width switch
    {
        SimdWidth.Vector512 => new OrdinalScores<Vector512Lanes, Vector512<float>>(order, cutpoints),
        SimdWidth.Vector256 => new OrdinalScores<Vector256Lanes, Vector256<float>>(order, cutpoints),
        _ => new OrdinalScores<ScalarLanes, float>(order, cutpoints),
    };

    /// <summary>The room that some items take.</summary>
    public static int Padded(int items) => (items + ItemUnit - 1) / ItemUnit * ItemUnit;

    /// <summary>
    /// Adds each item's expected rating. With <c>z = (1, factors of the item + factors of the date)</c> the number behind it has the mean <c>intercept + bias of the item + bias of the date + item . date + user . z</c>, where the product
    /// of item and date is of factors only, and the variance <c>1 + z . covariance z</c>.
    /// </summary>
    /// <param name="items">Bias and factors, <c>order x count</c>: the first number of all items, the second of all, and so on.</param>
    /// <param name="date">Bias and factors of the date.</param>
    /// <param name="user">Bias and factors of the user, as they are expected.</param>
    /// <param name="covariance">What is not known of the user, <c>order x order</c>, symmetric.</param>
    /// <param name="intercept">What all numbers have in common.</param>
    /// <param name="points">The cutpoints, ascending.</param>
    /// <param name="levels">The values between them, one more.</param>
    /// <param name="sums">What is added to, one an item; their number is a multiple of <see cref="ItemUnit"/>.</param>
    /// <exception cref="ArgumentException">The lengths do not belong together.</exception>
    public void AddTo(ReadOnlySpan<float> items, ReadOnlySpan<float> date, ReadOnlySpan<float> user, DenseMatrix covariance, float intercept, ReadOnlySpan<float> points, ReadOnlySpan<float> levels, Span<float> sums)
    {
        if (sums.Length % ItemUnit != 0 || items.Length != _order * sums.Length || date.Length != _order || user.Length != _order || points.Length != _steps.Length || levels.Length != points.Length + 1)
        {
            throw new ArgumentException($"{sums.Length} sums, a multiple of {ItemUnit}, need {_order} numbers each, a date and a user of {_order}, and {_steps.Length} cutpoints between {_steps.Length + 1} values.", nameof(items));
        }

        // The mean is a sum over the items' numbers and what they all have in common.
        var common = (double)intercept + date[0] + user[0];
        _slopes[0] = 1;
        for (var at = 1; at < _order; at++)
        {
            _slopes[at] = date[at] + user[at];
            common += (double)date[at] * user[at];
        }

        // The lower triangle row by row; what stands twice in the sum is added up.
        var next = 0;
        for (var row = 0; row < _order; row++)
        {
            for (var column = 0; column < row; column++)
            {
                _triangle[next++] = covariance[row, column] + covariance[column, row];
            }

            _triangle[next++] = covariance[row, row];
        }

        for (var point = 0; point < _steps.Length; point++)
        {
            _steps[point] = levels[point + 1] - levels[point];
        }

        fixed (float* first = items, all = sums, dates = date, slopes = _slopes, triangle = _triangle, cuts = points, steps = _steps)
        {
            Add(first, sums.Length, _order, dates, slopes, (float)common, triangle, cuts, steps, _steps.Length, levels[0], all);
        }
    }

    private protected abstract void Add(
        float* items, int count, int order, float* date, float* slopes, float common, float* triangle, float* points, float* steps, int cutpoints, float lowest, float* sums);
}

/// <inheritdoc/>
internal sealed unsafe class OrdinalScores<TLanes, TVector>(int order, int cutpoints) : OrdinalScores(order, cutpoints)
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    // Four vectors at a time: the sums of one would wait for each other.
    private readonly float[] _joined = new float[order * 4 * TLanes.Count];

    private protected override void Add(
        float* items, int count, int order, float* date, float* slopes, float common, float* triangle, float* points, float* steps, int cutpoints, float lowest, float* sums)
    {
        var width = 4 * TLanes.Count;
        fixed (float* joined = _joined)
        {
            for (var first = 0; first < count; first += width)
            {
                var (mean0, mean1, mean2, mean3) = Join(items + first, count, order, date, slopes, common, joined);
                var (variance0, variance1, variance2, variance3) = Variances(joined, order, triangle);
                AddExpected(mean0, variance0, points, steps, cutpoints, lowest, sums + first);
                AddExpected(mean1, variance1, points, steps, cutpoints, lowest, sums + first + TLanes.Count);
                AddExpected(mean2, variance2, points, steps, cutpoints, lowest, sums + first + (2 * TLanes.Count));
                AddExpected(mean3, variance3, points, steps, cutpoints, lowest, sums + first + (3 * TLanes.Count));
            }
        }
    }

    private static (TVector, TVector, TVector, TVector) Join(float* items, int stride, int order, float* date, float* slopes, float common, float* joined)
    {
        var start = TLanes.Create(common);
        var (mean0, mean1, mean2, mean3) = (start, start, start, start);
        for (var at = 0; at < order; at++)
        {
            var (slope, shift) = (TLanes.Create(slopes[at]), TLanes.Create(date[at]));
            mean0 = One(items, joined, slope, shift, mean0);
            mean1 = One(items + TLanes.Count, joined + TLanes.Count, slope, shift, mean1);
            mean2 = One(items + (2 * TLanes.Count), joined + (2 * TLanes.Count), slope, shift, mean2);
            mean3 = One(items + (3 * TLanes.Count), joined + (3 * TLanes.Count), slope, shift, mean3);
            items += stride;
            joined += 4 * TLanes.Count;
        }

        var one = TLanes.Create(1);
        joined -= order * 4 * TLanes.Count;
        for (var part = 0; part < 4; part++)
        {
            TLanes.Store(one, joined + (part * TLanes.Count));
        }

        return (mean0, mean1, mean2, mean3);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static TVector One(float* from, float* to, TVector slope, TVector shift, TVector mean)
        {
            var numbers = TLanes.Load(from);
            TLanes.Store(TLanes.Add(numbers, shift), to);
            return TLanes.MultiplyAdd(numbers, slope, mean);
        }
    }

    private static (TVector, TVector, TVector, TVector) Variances(float* joined, int order, float* triangle)
    {
        var zero = TLanes.Create(0);
        var (sum0, sum1, sum2, sum3) = (zero, zero, zero, zero);
        for (var row = 0; row < order; row++)
        {
            var (part0, part1, part2, part3) = (zero, zero, zero, zero);
            var at = joined;
            for (var column = 0; column <= row; column++)
            {
                var factor = TLanes.Create(*triangle++);
                part0 = TLanes.MultiplyAdd(factor, TLanes.Load(at), part0);
                part1 = TLanes.MultiplyAdd(factor, TLanes.Load(at + TLanes.Count), part1);
                part2 = TLanes.MultiplyAdd(factor, TLanes.Load(at + (2 * TLanes.Count)), part2);
                part3 = TLanes.MultiplyAdd(factor, TLanes.Load(at + (3 * TLanes.Count)), part3);
                at += 4 * TLanes.Count;
            }

            at -= 4 * TLanes.Count;
            sum0 = TLanes.MultiplyAdd(part0, TLanes.Load(at), sum0);
            sum1 = TLanes.MultiplyAdd(part1, TLanes.Load(at + TLanes.Count), sum1);
            sum2 = TLanes.MultiplyAdd(part2, TLanes.Load(at + (2 * TLanes.Count)), sum2);
            sum3 = TLanes.MultiplyAdd(part3, TLanes.Load(at + (3 * TLanes.Count)), sum3);
        }

        return (sum0, sum1, sum2, sum3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddExpected(TVector mean, TVector variance, float* points, float* steps, int cutpoints, float lowest, float* sums)
    {
        // Rounding may leave a little less than nothing of a variance that is nearly nothing.
        var precision = TLanes.ReciprocalSquareRoot(TLanes.Add(TLanes.Max(variance, TLanes.Create(0)), TLanes.Create(1)));
        var expected = TLanes.Add(TLanes.Load(sums), TLanes.Create(lowest));
        for (var point = 0; point < cutpoints; point++)
        {
            var distance = TLanes.Multiply(TLanes.Subtract(mean, TLanes.Create(points[point])), precision);
            expected = TLanes.MultiplyAdd(TLanes.Create(steps[point]), Cumulative(distance), expected);
        }

        TLanes.Store(expected, sums);
    }

    // As NormalDistribution.Cumulative has it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Cumulative(TVector z)
    {
        var zero = TLanes.Create(0);
        var one = TLanes.Create(1);
        var x = TLanes.Multiply(TLanes.Max(z, TLanes.Subtract(zero, z)), TLanes.Create(0.70710678f));
        var t = TLanes.Divide(one, TLanes.MultiplyAdd(TLanes.Create(0.5f), x, one));
        var sum = TLanes.MultiplyAdd(TLanes.Create(0.17087277f), t, TLanes.Create(-0.82215223f));
        sum = TLanes.MultiplyAdd(sum, t, TLanes.Create(1.48851587f));
        sum = TLanes.MultiplyAdd(sum, t, TLanes.Create(-1.13520398f));
        sum = TLanes.MultiplyAdd(sum, t, TLanes.Create(0.27886807f));
        sum = TLanes.MultiplyAdd(sum, t, TLanes.Create(-0.18628806f));
        sum = TLanes.MultiplyAdd(sum, t, TLanes.Create(0.09678418f));
        sum = TLanes.MultiplyAdd(sum, t, TLanes.Create(0.37409196f));
        sum = TLanes.MultiplyAdd(sum, t, TLanes.Create(1.00002368f));
        sum = TLanes.MultiplyAdd(sum, t, TLanes.Create(-1.26551223f));
        var tail = TLanes.Multiply(TLanes.Multiply(TLanes.Create(0.5f), t), TLanes.Exp(TLanes.MultiplySubtract(x, x, sum)));
        return TLanes.Select(zero, z, tail, TLanes.Subtract(one, tail));
    }
}
