namespace Marquee.Numerics.Learning;

/// <summary>The best way found to split a leaf.</summary>
/// <param name="Gain">By how much the loss falls; not positive where no split is allowed.</param>
/// <param name="Feature">The feature.</param>
/// <param name="Bin">The last bin that goes left.</param>
/// <param name="MissingLeft">Whether bin 0 goes left.</param>
/// <param name="Left">Sums of the left side.</param>
/// <param name="Right">Sums of the right side.</param>
/// <param name="LeftValue">What the left side would add to the score.</param>
/// <param name="RightValue">What the right side would add.</param>
internal readonly record struct SplitChoice(
    double Gain, int Feature, int Bin, bool MissingLeft, HistogramBin Left, HistogramBin Right, double LeftValue, double RightValue);
