namespace Marquee.Numerics;

/// <summary>Vector widths that kernels exist in.</summary>
public enum SimdWidth
{
    /// <summary>No vectors: the reference form.</summary>
    Scalar,

    /// <summary>256 bits, eight numbers: AVX2 with fused multiply-add.</summary>
    Vector256,

    /// <summary>512 bits, sixteen numbers: AVX-512.</summary>
    Vector512,
}
