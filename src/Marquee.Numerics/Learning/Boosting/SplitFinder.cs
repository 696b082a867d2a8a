namespace Marquee.Numerics.Learning;

/// <summary>Finds the split of a feature that makes the loss smallest, as far as two derivatives tell.</summary>
/// <remarks>
/// A side with sums <c>G</c> and <c>H</c> adds <c>w = -G / (H + regularization)</c>, cut to the bounds that monotone splits above it left, and so makes the loss smaller by
/// <c>-(G w + (H + regularization) w^2 / 2)</c>; the gain of a split is what its sides do less what the leaf did. Missing values are tried on either side.
/// Source: Chen and Guestrin, XGBoost, KDD 2016.
/// </remarks>
internal sealed class SplitFinder(BoostingOptions options)
{
    /// <summary>The value of a leaf.</summary>
    public double ValueOf(in HistogramBin sums, double low, double high)
    {
        var curvature = sums.Curvature + options.Regularization;
        return curvature > 0 ? Math.Clamp(-sums.Gradient / curvature, low, high) : 0;
    }

    /// <summary>The best split of one feature.</summary>
    /// <param name="feature">The feature.</param>
    /// <param name="histogram">Its histogram in the leaf.</param>
    /// <param name="total">Sums of the leaf.</param>
    /// <param name="low">The least value that the leaf may have.</param>
    /// <param name="high">The largest.</param>
    public SplitChoice Best(int feature, ReadOnlySpan<HistogramBin> histogram, in HistogramBin total, double low, double high)
    {
        var direction = options.Monotone.Count > 0 ? options.Monotone[feature] : 0;
        var before = Saved(total, ValueOf(total, low, high));
        var best = default(SplitChoice);
        var missing = histogram[0];
        var known = default(HistogramBin);
        for (var bin = 1; bin < histogram.Length; bin++)
        {
            known += histogram[bin];
            // Behind the last bin only the missing values can stand alone.
            if (bin < histogram.Length - 1 || missing.Rows > 0)
            {
                // Where none is missing here, one that is goes with the more.
                Try(known, bin, missingLeft: missing.Rows == 0 && 2 * known.Rows >= total.Rows, ref best, total);
            }

            if (missing.Rows > 0 && bin < histogram.Length - 1)
            {
                Try(known + missing, bin, missingLeft: true, ref best, total);
            }
        }

        return best;

        void Try(in HistogramBin left, int bin, bool missingLeft, ref SplitChoice best, in HistogramBin total)
        {
            var right = total - left;
            if (left.Rows < options.MinimumRows || right.Rows < options.MinimumRows || left.Curvature < options.MinimumCurvature || right.Curvature < options.MinimumCurvature)
            {
                return;
            }

            var (leftValue, rightValue) = (ValueOf(left, low, high), ValueOf(right, low, high));
            if (direction * (rightValue - leftValue) < 0)
            {
                return;
            }

            var gain = Saved(left, leftValue) + Saved(right, rightValue) - before;
            if (gain > best.Gain && gain > options.MinimumGain)
            {
                best = new SplitChoice(gain, feature, bin, missingLeft, left, right, leftValue, rightValue);
            }
        }
    }

    private double Saved(in HistogramBin sums, double value) => -(sums.Gradient * value + (sums.Curvature + options.Regularization) * value * value / 2);
}
