using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Marquee.Numerics;

/// <summary>Which vector widths this processor has, and which one kernels use: the widest, or the one that <see cref="Variable"/> names.</summary>
/// <remarks>
/// Widest first because the kernels wait for loads and multiply-adds, of which a processor starts the same number in a cycle whatever their width
/// (measured on Zen 5, one thread: at 256 bits the sparse product takes 1.6 times as long, an epoch of alternating least squares with 64 factors 1.6 times by Cholesky and 1.2 times by
/// conjugate gradients).
/// </remarks>
public static class SimdWidths
{
    /// <summary>The environment variable that forces a width: <c>scalar</c>, <c>vector256</c> or <c>vector512</c>.</summary>
    public const string Variable = "MARQUEE_KERNEL";

    /// <summary>The width in use.</summary>
    public static SimdWidth Chosen { get; } = Choose(Environment.GetEnvironmentVariable(Variable));

    /// <summary>Every width that this processor has, narrowest first.</summary>
    public static IReadOnlyList<SimdWidth> Supported
    {
        get
        {
            var widths = new List<SimdWidth> { SimdWidth.Scalar };
            if (Vector256.IsHardwareAccelerated && Fma.IsSupported)
            {
                widths.Add(SimdWidth.Vector256);
            }

            if (Vector512.IsHardwareAccelerated)
            {
                widths.Add(SimdWidth.Vector512);
            }

            return widths;
        }
    }

    /// <summary>The width of a name; the widest where none is given.</summary>
    /// <exception cref="NotSupportedException">The name is unknown or this processor lacks the width.</exception>
    public static SimdWidth Choose(string? name)
    {
        if (string.IsNullOrEmpty(name))
        {
            return Supported[^1];
        }

        return Enum.TryParse<SimdWidth>(name, ignoreCase: true, out var width) && Supported.Contains(width)
            ? width
            : throw new NotSupportedException(
                $"{Variable} is '{name}'; this processor has {string.Join(", ", Supported).ToLowerInvariant()}.");
    }
}
