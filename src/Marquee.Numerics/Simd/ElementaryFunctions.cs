using System.Runtime.CompilerServices;

namespace Marquee.Numerics;

/// <summary>Functions of one number, lane by lane, in the same steps and so with the same bits at every width.</summary>
internal static class ElementaryFunctions
{
    private const float SmallestExponent = -86.6f;
    private const float LargestExponent = 89;

    /// <summary><c>e^x</c>, within two units of the last place; 0 below -86.6, infinite above 88.72, NaN for NaN.</summary>
    /// <remarks>Source: Moshier, Cephes, expf. The base library computes its own in double precision, which takes two and a half times as long.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Exp<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        // NaN must get through, so it is always the right operand.
        var inRange = TLanes.Max(TLanes.Create(SmallestExponent), TLanes.Min(TLanes.Create(LargestExponent), x));
        var exponent = TLanes.Round(TLanes.Multiply(inRange, TLanes.Create(1.44269504088896341f)));
        // The logarithm of 2 in two parts, the first so short that its product is exact.
        var rest = TLanes.MultiplySubtract(exponent, TLanes.Create(0.693359375f), inRange);
        rest = TLanes.MultiplySubtract(exponent, TLanes.Create(-2.12194440e-4f), rest);
        var sum = TLanes.MultiplyAdd(TLanes.Create(1.9875691500e-4f), rest, TLanes.Create(1.3981999507e-3f));
        sum = TLanes.MultiplyAdd(sum, rest, TLanes.Create(8.3334519073e-3f));
        sum = TLanes.MultiplyAdd(sum, rest, TLanes.Create(4.1665795894e-2f));
        sum = TLanes.MultiplyAdd(sum, rest, TLanes.Create(1.6666665459e-1f));
        sum = TLanes.MultiplyAdd(sum, rest, TLanes.Create(5.0000001201e-1f));
        sum = TLanes.MultiplyAdd(TLanes.Multiply(sum, rest), rest, TLanes.Add(rest, TLanes.Create(1)));
        return TLanes.Select(TLanes.Create(SmallestExponent), x, TLanes.Create(0), TLanes.ScaleByPowerOfTwo(sum, exponent));
    }

    /// <summary><c>1 / (1 + e^-x)</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Sigmoid<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        var one = TLanes.Create(1);
        return TLanes.Divide(one, TLanes.Add(one, TLanes.Exp(TLanes.Subtract(TLanes.Create(0), x))));
    }

    /// <summary><c>log(1 + x)</c> for x from 0 on, exact for small ones too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector LogOnePlus<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        // 1 + x loses the last digits of x; dividing by what it did keep brings them back (Kahan).
        var one = TLanes.Create(1);
        var sum = TLanes.Add(one, x);
        var logarithm = TLanes.Divide(TLanes.Multiply(TLanes.Log(sum), x), TLanes.Subtract(sum, one));
        return TLanes.Select(sum, one, logarithm, x);
    }

    /// <summary>The hyperbolic tangent, within a few units of the last place.</summary>
    /// <remarks>Source: the rational approximation of Eigen (<c>generic_fast_tanh_float</c>); cheaper than an exponential, and exact to the last places near 0 too.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Tanh<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        const float Bound = 7.90531110763549805f;
        var inRange = TLanes.Max(TLanes.Create(-Bound), TLanes.Min(TLanes.Create(Bound), x));
        var square = TLanes.Multiply(inRange, inRange);
        var above = TLanes.MultiplyAdd(square, TLanes.Create(-2.76076847742355e-16f), TLanes.Create(2.00018790482477e-13f));
        above = TLanes.MultiplyAdd(square, above, TLanes.Create(-8.60467152213735e-11f));
        above = TLanes.MultiplyAdd(square, above, TLanes.Create(5.12229709037114e-08f));
        above = TLanes.MultiplyAdd(square, above, TLanes.Create(1.48572235717979e-05f));
        above = TLanes.MultiplyAdd(square, above, TLanes.Create(6.37261928875436e-04f));
        above = TLanes.MultiplyAdd(square, above, TLanes.Create(4.89352455891786e-03f));
        var below = TLanes.MultiplyAdd(square, TLanes.Create(1.19825839466702e-06f), TLanes.Create(1.18534705686654e-04f));
        below = TLanes.MultiplyAdd(square, below, TLanes.Create(2.26843463243900e-03f));
        below = TLanes.MultiplyAdd(square, below, TLanes.Create(4.89352518554385e-03f));
        return TLanes.Divide(TLanes.Multiply(inRange, above), below);
    }
}
