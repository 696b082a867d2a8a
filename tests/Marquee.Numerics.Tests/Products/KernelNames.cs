namespace Marquee.Numerics.Tests;

/// <summary>Every set of kernels that this processor can run, whichever one the environment chooses.</summary>
internal static class KernelNames
{
    public static TheoryData<string> All => new(MatrixKernels.Supported.Select(kernels => kernels.Name));
}
