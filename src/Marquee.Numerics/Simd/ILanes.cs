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

    /// <summary>Reads the first <paramref name="count"/> numbers, fewer than <see cref="Count"/>, and touches no more memory; the other lanes are those of <paramref name="rest"/>.</summary>
    static abstract TVector LoadFirst(float* address, int count, TVector rest);

    /// <summary>Writes the first <paramref name="count"/> lanes, fewer than <see cref="Count"/>.</summary>
    static abstract void StoreFirst(TVector vector, float* address, int count);

    /// <summary>The same number in every lane.</summary>
    static abstract TVector Create(float value);

    /// <summary>Lane by lane.</summary>
    static abstract TVector Add(TVector left, TVector right);

    /// <summary>Lane by lane.</summary>
    static abstract TVector Subtract(TVector left, TVector right);

    /// <summary>Lane by lane.</summary>
    static abstract TVector Multiply(TVector left, TVector right);

    /// <summary>Lane by lane.</summary>
    static abstract TVector Divide(TVector left, TVector right);

    /// <summary>The larger, lane by lane; the right one where either is NaN or both are zero.</summary>
    static abstract TVector Max(TVector left, TVector right);

    /// <summary>The smaller, lane by lane; the right one where either is NaN or both are zero.</summary>
    static abstract TVector Min(TVector left, TVector right);

    /// <summary><c>left * right + addend</c>, rounded once.</summary>
    static abstract TVector MultiplyAdd(TVector left, TVector right, TVector addend);

    /// <summary><c>addend - left * right</c>, rounded once.</summary>
    static abstract TVector MultiplySubtract(TVector left, TVector right, TVector addend);

    /// <summary>One over the square root, to full precision.</summary>
    static abstract TVector ReciprocalSquareRoot(TVector vector);

    /// <summary>The square root, to full precision.</summary>
    static abstract TVector SquareRoot(TVector vector);

    /// <summary>The nearest whole number; the even one of two.</summary>
    static abstract TVector Round(TVector vector);

    /// <summary><c>vector * 2^exponent</c> for whole exponents from -125 to 128; past the largest number it is infinite.</summary>
    static abstract TVector ScaleByPowerOfTwo(TVector vector, TVector exponent);

    /// <summary><c>e^vector</c>; see <see cref="ElementaryFunctions.Exp{TLanes,TVector}"/>.</summary>
    static abstract TVector Exp(TVector vector);

    /// <summary>The natural logarithm, within a few units of the last place.</summary>
    static abstract TVector Log(TVector vector);

    /// <summary>Lane by lane, <paramref name="whenGreater"/> where left is greater than right, <paramref name="otherwise"/> where it is not or either is NaN.</summary>
    static abstract TVector Select(TVector left, TVector right, TVector whenGreater, TVector otherwise);

    /// <summary>The sum of all lanes.</summary>
    static abstract float Sum(TVector vector);

    /// <summary>The largest lane.</summary>
    static abstract float Largest(TVector vector);

    /// <summary>Sets lanes to zero by chance: lane <c>n</c> where the hash of <c>counter + n</c> and the keys lies below the threshold.</summary>
    /// <remarks>
    /// The hash is the lowbias32 of Wellons (Prospecting for Hash Functions, 2018) with the second key mixed in half-way: the same counter and keys give the same answer at every width, so that nothing need be kept.
    /// </remarks>
    static abstract TVector Drop(TVector vector, uint counter, uint firstKey, uint secondKey, uint threshold);

    /// <summary>Writes the sum of the lanes of each of eight vectors, side by side.</summary>
    static abstract void StoreSums(TVector a, TVector b, TVector c, TVector d, TVector e, TVector f, TVector g, TVector h, float* address);

    /// <summary>Bit <c>n</c> tells whether lane <c>n</c> of the left vector is the larger; NaN is neither larger nor smaller.</summary>
    static abstract uint GreaterThan(TVector left, TVector right);
}
