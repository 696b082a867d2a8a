namespace Marquee.Numerics;

/// <summary>
/// The few vector operations that the kernels of this project are written with, so that one source serves every vector width: the compiler
/// makes separate machine code for each pair of type arguments.
/// </summary>
/// <typeparam name="TVector">A vector of single-precision numbers; <see cref="float"/> itself is the scalar form.</typeparam>
internal unsafe interface ILanes<TVector>
    where TVector : struct
{
    /// <summary>Numbers in a vector.</summary>
    static abstract int Count { get; }

    /// <summary>Reads <see cref="Count"/> numbers; no alignment is asked for.</summary>
    static abstract TVector Load(float* address);

    /// <summary>Writes <see cref="Count"/> numbers.</summary>
    static abstract void Store(TVector vector, float* address);

    /// <summary>The same number in every lane.</summary>
    static abstract TVector Create(float value);

    /// <summary>Lane by lane.</summary>
    static abstract TVector Add(TVector left, TVector right);

    /// <summary>Lane by lane.</summary>
    static abstract TVector Multiply(TVector left, TVector right);

    /// <summary><c>left * right + addend</c>, rounded once.</summary>
    static abstract TVector MultiplyAdd(TVector left, TVector right, TVector addend);

    /// <summary><c>addend - left * right</c>, rounded once.</summary>
    static abstract TVector MultiplySubtract(TVector left, TVector right, TVector addend);

    /// <summary>One over the square root, to full precision.</summary>
    static abstract TVector ReciprocalSquareRoot(TVector vector);

    /// <summary>Writes the sum of the lanes of each of eight vectors, side by side.</summary>
    static abstract void StoreSums(TVector a, TVector b, TVector c, TVector d, TVector e, TVector f, TVector g, TVector h, float* address);

    /// <summary>Bit <c>n</c> tells whether lane <c>n</c> of the left vector is the larger; NaN is neither larger nor smaller.</summary>
    static abstract uint GreaterThan(TVector left, TVector right);
}
