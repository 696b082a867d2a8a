using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Marquee.Numerics;

/// <summary>
/// The kernels of one instruction set. <see cref="Default"/> is the best that this processor has, in the order
/// AVX-512, AVX2 with fused multiply-add, scalar.
/// </summary>
/// <remarks>
/// The order is the measured one (<c>Marquee.Benchmarks product</c>, 1024^3, one thread): on Zen 5 AVX-512 gives about 1.9 times
/// AVX2, which gives about 18 times the scalar form. The environment variable <c>MARQUEE_KERNEL</c> (<c>vector512</c>,
/// <c>vector256</c>, <c>scalar</c>) forces one, to compare them or to work round a processor's fault.
/// </remarks>
internal sealed class MatrixKernels
{
    /// <summary>The environment variable that forces an instruction set.</summary>
    public const string Variable = "MARQUEE_KERNEL";

    private static readonly Lazy<MatrixKernels> Chosen = new(() => Choose(Environment.GetEnvironmentVariable(Variable)));

    private readonly SquareKernel _narrowSquare;

    private MatrixKernels(string name, TileKernel tile, SquareKernel square, SquareKernel narrowSquare, RowKernel row)
    {
        _narrowSquare = narrowSquare;
        Name = name;
        Tile = tile;
        Square = square;
        Row = row;
    }

    /// <summary>The kernels that this process uses.</summary>
    public static MatrixKernels Default => Chosen.Value;

    /// <summary>Every set that this processor can run, best first.</summary>
    public static IReadOnlyList<MatrixKernels> Supported { get; } = FindSupported();

    /// <summary>Name of the instruction set, as the environment variable spells it.</summary>
    public string Name { get; }

    /// <summary>For products of large matrices.</summary>
    public TileKernel Tile { get; }

    /// <summary>For small symmetric matrices.</summary>
    public SquareKernel Square { get; }

    /// <summary>For vectors with rows.</summary>
    public RowKernel Row { get; }

    /// <summary>The set of a name, or the best one where no name is given.</summary>
    /// <exception cref="InvalidOperationException">No such set, or the processor lacks it.</exception>
    public static MatrixKernels Choose(string? name)
    {
        if (string.IsNullOrEmpty(name))
        {
            return Supported[0];
        }

        foreach (var kernels in Supported)
        {
            if (string.Equals(kernels.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return kernels;
            }
        }

        throw new InvalidOperationException(
            $"The environment variable {Variable} is '{name}'; this processor can run: {string.Join(", ", Supported.Select(kernels => kernels.Name))}.");
    }

    /// <summary>The kernel for symmetric matrices of an order: a narrower tile where the wide one would be mostly padding.</summary>
    public SquareKernel SquareFor(int order) => order <= _narrowSquare.Side ? _narrowSquare : Square;

    private static List<MatrixKernels> FindSupported()
    {
        var kernels = new List<MatrixKernels>();
        var hasVector256 = Avx2.IsSupported && Fma.IsSupported;
        var square256 = new Vector256SquareKernel();
        if (hasVector256 && Avx512F.IsSupported && Vector512.IsHardwareAccelerated)
        {
            kernels.Add(new("vector512", new Vector512TileKernel(), new Vector512SquareKernel(), square256, new Vector512RowKernel()));
        }

        if (hasVector256)
        {
            kernels.Add(new("vector256", new Vector256TileKernel(), square256, square256, new Vector256RowKernel()));
        }

        var square = new ScalarSquareKernel();
        kernels.Add(new("scalar", new ScalarTileKernel(), square, square, new ScalarRowKernel()));
        return kernels;
    }
}
