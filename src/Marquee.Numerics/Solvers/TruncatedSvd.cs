namespace Marquee.Numerics;

/// <summary>The leading part of a singular value decomposition: <c>A</c> is about <c>Left * diag(Values) * Right^T</c>.</summary>
/// <param name="Left">Left singular vectors as columns, <c>rows x rank</c>, orthonormal.</param>
/// <param name="Values">Singular values, descending.</param>
/// <param name="Right">Right singular vectors as columns, <c>columns x rank</c>, orthonormal.</param>
/// <remarks>Where the rank of A is lower than asked for, the values beyond it are zero, up to rounding, and their vectors mean nothing.</remarks>
public sealed record TruncatedSvd(DenseMatrix Left, float[] Values, DenseMatrix Right);
