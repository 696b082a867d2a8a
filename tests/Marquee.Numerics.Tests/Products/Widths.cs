namespace Marquee.Numerics.Tests;

/// <summary>Every vector width that this processor has, whichever one the environment chooses.</summary>
internal static class Widths
{
    public static TheoryData<string> All => new(SimdWidths.Supported.Select(width => $"{width}"));

    public static MatrixKernels Kernels(string width) => MatrixKernels.For(Enum.Parse<SimdWidth>(width));
}
