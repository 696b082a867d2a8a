namespace Marquee.Numerics;

/// <summary>
/// A matrix seen by a product: the element at row <c>r</c> and column <c>c</c> lies at <c>r * stride + c</c>, or at
/// <c>c * stride + r</c> where the matrix is taken transposed.
/// </summary>
internal readonly unsafe struct MatrixOperand(float* data, nint stride, bool transposed)
{
    /// <summary>Distance between rows of the stored matrix.</summary>
    public nint Stride => stride;

    /// <summary>Whether rows of the operand are columns of the stored matrix.</summary>
    public bool Transposed => transposed;

    /// <summary>Address of an element.</summary>
    public float* At(nint row, nint column) =>
        transposed ? data + column * stride + row : data + row * stride + column;
}
