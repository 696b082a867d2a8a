namespace Marquee.Numerics.Learning;

/// <summary>Sums over the rows of one bin.</summary>
internal struct HistogramBin
{
    /// <summary>Sum of first derivatives.</summary>
    public double Gradient;

    /// <summary>Sum of second derivatives.</summary>
    public double Curvature;

    /// <summary>Number of rows.</summary>
    public int Rows;

    public static HistogramBin operator +(in HistogramBin left, in HistogramBin right) =>
        new() { Gradient = left.Gradient + right.Gradient, Curvature = left.Curvature + right.Curvature, Rows = left.Rows + right.Rows };

    public static HistogramBin operator -(in HistogramBin left, in HistogramBin right) =>
        new() { Gradient = left.Gradient - right.Gradient, Curvature = left.Curvature - right.Curvature, Rows = left.Rows - right.Rows };
}
