namespace Marquee.Numerics;

/// <summary>A square matrix known only by what it does to a vector: writes <c>A x</c> into the result.</summary>
/// <param name="vector">The vector <c>x</c>.</param>
/// <param name="result">Receives <c>A x</c>; overlaps nothing.</param>
public delegate void LinearOperator(ReadOnlySpan<float> vector, Span<float> result);
