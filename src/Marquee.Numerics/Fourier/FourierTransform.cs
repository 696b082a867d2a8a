using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Marquee.Numerics;

/// <summary>
/// The discrete Fourier transform of sixteen sequences side by side: <c>X(k) = sum over t of x(t) e^(-2 pi i k t / length)</c>, of lengths made of the factors 2, 3 and 5.
/// </summary>
/// <remarks>
/// <para>Element <c>t</c> of sequence <c>s</c> lies at <c>16 t + s</c>, real and imaginary parts in arrays of their own: sequences are the lanes of vectors, so that a butterfly is plain arithmetic and a factor of rotation one
/// number for all. The inverse, times the length, is the same transform with real and imaginary parts exchanged, before and after.</para>
/// <para>Source: Stockham's form of the algorithm of Cooley and Tukey (Van Loan, Computational Frameworks for the Fast Fourier Transform, 1992, section 1.7), by radices 4, 5, 3 and 2: it sorts itself, between two
/// buffers. O(length log length) for each sequence; relative error of the order of 1e-7.</para>
/// </remarks>
internal sealed unsafe class FourierTransform
{
    /// <summary>Sequences that are transformed together.</summary>
    public const int Lanes = 16;

    private readonly int[] _radices;

    // For each pass and each of its rotations the powers 1 to radix - 1, cosine and sine.
    private readonly float[] _rotations;

    /// <summary>Prepares transforms of one length.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is not positive, or has a factor other than 2, 3 and 5.</exception>
    public FourierTransform(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        Length = length;
        _radices = RadicesOf(length) ?? throw new ArgumentOutOfRangeException(nameof(length), length, "A length must be made of the factors 2, 3 and 5.");
        var rotations = new List<float>();
        var rest = length;
        foreach (var radix in _radices)
        {
            for (var p = 0; p < rest / radix; p++)
            {
                for (var power = 1; power < radix; power++)
                {
                    var (sine, cosine) = Math.SinCos(-2 * Math.PI * p * power / rest);
                    rotations.Add((float)cosine);
                    rotations.Add((float)sine);
                }
            }

            rest /= radix;
        }

        _rotations = [.. rotations];
    }

    /// <summary>Number of elements of each sequence.</summary>
    public int Length { get; }

    /// <summary>The smallest length of at least <paramref name="least"/> that is a multiple of 16 and has no factors but 2, 3 and 5.</summary>
    public static int LengthOf(int least)
    {
        var length = Math.Max(Lanes, (least + Lanes - 1) / Lanes * Lanes);
        while (RadicesOf(length) is null)
        {
            length += Lanes;
        }

        return length;
    }

    /// <summary>Transforms in place.</summary>
    /// <param name="real">Real parts, <c>16 * Length</c>.</param>
    /// <param name="imaginary">Imaginary parts, <c>16 * Length</c>.</param>
    /// <param name="spareReal">As much room again, overwritten.</param>
    /// <param name="spareImaginary">As much room again, overwritten.</param>
    public void Transform(float* real, float* imaginary, float* spareReal, float* spareImaginary) =>
        Transform(SimdWidths.Chosen, real, imaginary, spareReal, spareImaginary);

    /// <summary>As above, with vectors of a given width.</summary>
    internal void Transform(SimdWidth width, float* real, float* imaginary, float* spareReal, float* spareImaginary)
    {
        switch (width)
        {
            case SimdWidth.Vector512:
                Run<Vector512Lanes, Vector512<float>>(real, imaginary, spareReal, spareImaginary);
                break;
            case SimdWidth.Vector256:
                Run<Vector256Lanes, Vector256<float>>(real, imaginary, spareReal, spareImaginary);
                break;
            default:
                Run<ScalarLanes, float>(real, imaginary, spareReal, spareImaginary);
                break;
        }
    }

    private static int[]? RadicesOf(int length)
    {
        var radices = new List<int>();
        foreach (var radix in (ReadOnlySpan<int>)[4, 5, 3, 2])
        {
            for (; length % radix == 0; length /= radix)
            {
                radices.Add(radix);
            }
        }

        return length == 1 ? [.. radices] : null;
    }

    private void Run<TLanes, TVector>(float* real, float* imaginary, float* spareReal, float* spareImaginary)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        float* fromReal = real, fromImaginary = imaginary, toReal = spareReal, toImaginary = spareImaginary;
        var (rest, done) = (Length, 1);
        fixed (float* rotations = _rotations)
        {
            var rotation = rotations;
            foreach (var radix in _radices)
            {
                var count = rest / radix;
                for (var p = 0; p < count; p++)
                {
                    for (var q = 0; q < done; q++)
                    {
                        var (source, target) = (Lanes * (q + (done * p)), Lanes * (q + (done * radix * p)));
                        Butterfly<TLanes, TVector>(
                            radix, fromReal + source, fromImaginary + source, Lanes * done * count,
                            toReal + target, toImaginary + target, Lanes * done, rotation);
                    }

                    rotation += 2 * (radix - 1);
                }

                float* swapReal = fromReal, swapImaginary = fromImaginary;
                fromReal = toReal;
                fromImaginary = toImaginary;
                toReal = swapReal;
                toImaginary = swapImaginary;
                (rest, done) = (count, done * radix);
            }
        }

        if (real != fromReal)
        {
            var bytes = (long)Length * Lanes * sizeof(float);
            Buffer.MemoryCopy(fromReal, real, bytes, bytes);
            Buffer.MemoryCopy(fromImaginary, imaginary, bytes, bytes);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Butterfly<TLanes, TVector>(
        int radix, float* real, float* imaginary, int step, float* toReal, float* toImaginary, int toStep, float* rotation)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        for (var lane = 0; lane < Lanes; lane += TLanes.Count)
        {
            switch (radix)
            {
                case 4:
                    Four<TLanes, TVector>(real + lane, imaginary + lane, step, toReal + lane, toImaginary + lane, toStep, rotation);
                    break;
                case 5:
                    Five<TLanes, TVector>(real + lane, imaginary + lane, step, toReal + lane, toImaginary + lane, toStep, rotation);
                    break;
                case 3:
                    Three<TLanes, TVector>(real + lane, imaginary + lane, step, toReal + lane, toImaginary + lane, toStep, rotation);
                    break;
                default:
                    Two<TLanes, TVector>(real + lane, imaginary + lane, step, toReal + lane, toImaginary + lane, toStep, rotation);
                    break;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Two<TLanes, TVector>(float* real, float* imaginary, int step, float* toReal, float* toImaginary, int toStep, float* rotation)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        var (ar, ai) = (TLanes.Load(real), TLanes.Load(imaginary));
        var (br, bi) = (TLanes.Load(real + step), TLanes.Load(imaginary + step));
        TLanes.Store(TLanes.Add(ar, br), toReal);
        TLanes.Store(TLanes.Add(ai, bi), toImaginary);
        Rotate<TLanes, TVector>(TLanes.Subtract(ar, br), TLanes.Subtract(ai, bi), rotation, toReal + toStep, toImaginary + toStep);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Three<TLanes, TVector>(float* real, float* imaginary, int step, float* toReal, float* toImaginary, int toStep, float* rotation)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        const float sine = 0.866025403784438647f;
        var (ar, ai) = (TLanes.Load(real), TLanes.Load(imaginary));
        var (br, bi) = (TLanes.Load(real + step), TLanes.Load(imaginary + step));
        var (cr, ci) = (TLanes.Load(real + (2 * step)), TLanes.Load(imaginary + (2 * step)));
        var (sumR, sumI) = (TLanes.Add(br, cr), TLanes.Add(bi, ci));
        var (half, height) = (TLanes.Create(0.5f), TLanes.Create(sine));
        var (middleR, middleI) = (TLanes.MultiplySubtract(half, sumR, ar), TLanes.MultiplySubtract(half, sumI, ai));
        var (sideR, sideI) = (TLanes.Multiply(height, TLanes.Subtract(bi, ci)), TLanes.Multiply(height, TLanes.Subtract(cr, br)));
        TLanes.Store(TLanes.Add(ar, sumR), toReal);
        TLanes.Store(TLanes.Add(ai, sumI), toImaginary);
        Rotate<TLanes, TVector>(TLanes.Add(middleR, sideR), TLanes.Add(middleI, sideI), rotation, toReal + toStep, toImaginary + toStep);
        Rotate<TLanes, TVector>(TLanes.Subtract(middleR, sideR), TLanes.Subtract(middleI, sideI), rotation + 2, toReal + (2 * toStep), toImaginary + (2 * toStep));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Four<TLanes, TVector>(float* real, float* imaginary, int step, float* toReal, float* toImaginary, int toStep, float* rotation)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        var (ar, ai) = (TLanes.Load(real), TLanes.Load(imaginary));
        var (br, bi) = (TLanes.Load(real + step), TLanes.Load(imaginary + step));
        var (cr, ci) = (TLanes.Load(real + (2 * step)), TLanes.Load(imaginary + (2 * step)));
        var (dr, di) = (TLanes.Load(real + (3 * step)), TLanes.Load(imaginary + (3 * step)));
        var (evenR, evenI, oddR, oddI) = (TLanes.Add(ar, cr), TLanes.Add(ai, ci), TLanes.Subtract(ar, cr), TLanes.Subtract(ai, ci));
        var (sumR, sumI, gapR, gapI) = (TLanes.Add(br, dr), TLanes.Add(bi, di), TLanes.Subtract(br, dr), TLanes.Subtract(bi, di));
        TLanes.Store(TLanes.Add(evenR, sumR), toReal);
        TLanes.Store(TLanes.Add(evenI, sumI), toImaginary);
        Rotate<TLanes, TVector>(TLanes.Add(oddR, gapI), TLanes.Subtract(oddI, gapR), rotation, toReal + toStep, toImaginary + toStep);
        Rotate<TLanes, TVector>(TLanes.Subtract(evenR, sumR), TLanes.Subtract(evenI, sumI), rotation + 2, toReal + (2 * toStep), toImaginary + (2 * toStep));
        Rotate<TLanes, TVector>(TLanes.Subtract(oddR, gapI), TLanes.Add(oddI, gapR), rotation + 4, toReal + (3 * toStep), toImaginary + (3 * toStep));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Five<TLanes, TVector>(float* real, float* imaginary, int step, float* toReal, float* toImaginary, int toStep, float* rotation)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        var (cosine1, sine1) = (TLanes.Create(0.309016994374947424f), TLanes.Create(0.951056516295153572f));
        var (cosine2, sine2) = (TLanes.Create(-0.809016994374947424f), TLanes.Create(0.587785252292473129f));
        var (ar, ai) = (TLanes.Load(real), TLanes.Load(imaginary));
        var (br, bi) = (TLanes.Load(real + step), TLanes.Load(imaginary + step));
        var (cr, ci) = (TLanes.Load(real + (2 * step)), TLanes.Load(imaginary + (2 * step)));
        var (dr, di) = (TLanes.Load(real + (3 * step)), TLanes.Load(imaginary + (3 * step)));
        var (er, ei) = (TLanes.Load(real + (4 * step)), TLanes.Load(imaginary + (4 * step)));
        var (outerR, outerI, innerR, innerI) = (TLanes.Add(br, er), TLanes.Add(bi, ei), TLanes.Add(cr, dr), TLanes.Add(ci, di));
        var (gapR, gapI, nearR, nearI) = (TLanes.Subtract(br, er), TLanes.Subtract(bi, ei), TLanes.Subtract(cr, dr), TLanes.Subtract(ci, di));
        TLanes.Store(TLanes.Add(ar, TLanes.Add(outerR, innerR)), toReal);
        TLanes.Store(TLanes.Add(ai, TLanes.Add(outerI, innerI)), toImaginary);

        // The parts that are alike for k and 5 - k, and those that change their sign; the latter times -i.
        var firstR = TLanes.MultiplyAdd(cosine2, innerR, TLanes.MultiplyAdd(cosine1, outerR, ar));
        var firstI = TLanes.MultiplyAdd(cosine2, innerI, TLanes.MultiplyAdd(cosine1, outerI, ai));
        var secondR = TLanes.MultiplyAdd(cosine1, innerR, TLanes.MultiplyAdd(cosine2, outerR, ar));
        var secondI = TLanes.MultiplyAdd(cosine1, innerI, TLanes.MultiplyAdd(cosine2, outerI, ai));
        var firstSideR = TLanes.MultiplyAdd(sine2, nearI, TLanes.Multiply(sine1, gapI));
        var firstSideI = TLanes.MultiplyAdd(sine2, nearR, TLanes.Multiply(sine1, gapR));
        var secondSideR = TLanes.MultiplySubtract(sine1, nearI, TLanes.Multiply(sine2, gapI));
        var secondSideI = TLanes.MultiplySubtract(sine1, nearR, TLanes.Multiply(sine2, gapR));
        Rotate<TLanes, TVector>(TLanes.Add(firstR, firstSideR), TLanes.Subtract(firstI, firstSideI), rotation, toReal + toStep, toImaginary + toStep);
        Rotate<TLanes, TVector>(TLanes.Add(secondR, secondSideR), TLanes.Subtract(secondI, secondSideI), rotation + 2, toReal + (2 * toStep), toImaginary + (2 * toStep));
        Rotate<TLanes, TVector>(TLanes.Subtract(secondR, secondSideR), TLanes.Add(secondI, secondSideI), rotation + 4, toReal + (3 * toStep), toImaginary + (3 * toStep));
        Rotate<TLanes, TVector>(TLanes.Subtract(firstR, firstSideR), TLanes.Add(firstI, firstSideI), rotation + 6, toReal + (4 * toStep), toImaginary + (4 * toStep));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Rotate<TLanes, TVector>(TVector real, TVector imaginary, float* rotation, float* toReal, float* toImaginary)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        var (cosine, sine) = (TLanes.Create(rotation[0]), TLanes.Create(rotation[1]));
        TLanes.Store(TLanes.MultiplySubtract(sine, imaginary, TLanes.Multiply(cosine, real)), toReal);
        TLanes.Store(TLanes.MultiplyAdd(sine, real, TLanes.Multiply(cosine, imaginary)), toImaginary);
    }
}
