using System.Runtime.CompilerServices;

namespace Marquee.Numerics.Learning;

/// <summary>What bends the straight lines of a network, number by number.</summary>
public static class Activations
{
    /// <summary><c>max(x, 0)</c>; its derivative at 0 is taken as 0.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="input">Any shape.</param>
    /// <returns>The same shape.</returns>
    public static Tensor Relu(this Tape tape, Tensor input) => ElementMap.Apply<ReluFunction>(tape, input);

    /// <summary><c>x</c> times the probability that a standard normal variable is smaller, in the form <c>x/2 * (1 + tanh(sqrt(2/pi) * (x + 0.044715 x^3)))</c>, which differs by less than 0.0005.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="input">Any shape.</param>
    /// <returns>The same shape.</returns>
    /// <remarks>Source: Hendrycks and Gimpel, Gaussian Error Linear Units, 2016. Unlike with the error function, the derivative needs no exponential.</remarks>
    public static Tensor Gelu(this Tape tape, Tensor input) => ElementMap.Apply<GeluFunction>(tape, input);

    /// <summary><c>1 / (1 + e^-x)</c>.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="input">Any shape.</param>
    /// <returns>The same shape.</returns>
    public static Tensor Sigmoid(this Tape tape, Tensor input) => ElementMap.Apply<SigmoidFunction>(tape, input);

    /// <summary>The hyperbolic tangent.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="input">Any shape.</param>
    /// <returns>The same shape.</returns>
    public static Tensor Tanh(this Tape tape, Tensor input) => ElementMap.Apply<TanhFunction>(tape, input);

    /// <summary><c>log(1 + e^x)</c>, without overflow: a positive number of any number.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="input">Any shape.</param>
    /// <returns>The same shape.</returns>
    public static Tensor Softplus(this Tape tape, Tensor input) => ElementMap.Apply<SoftplusFunction>(tape, input);

    internal readonly struct ReluFunction : IElementFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Value<TLanes, TVector>(TVector x)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct =>
            TLanes.Max(TLanes.Create(0), x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Derivative<TLanes, TVector>(TVector x, TVector y)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct =>
            TLanes.Select(y, TLanes.Create(0), TLanes.Create(1), TLanes.Create(0));
    }

    internal readonly struct GeluFunction : IElementFunction
    {
        // sqrt(2 / pi), and 0.044715 times it.
        private const float Linear = 0.7978845608f;
        private const float Cubic = 0.0356774081f;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Value<TLanes, TVector>(TVector x)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            var half = TLanes.Multiply(TLanes.Create(0.5f), x);
            return TLanes.MultiplyAdd(half, Bend<TLanes, TVector>(x, TLanes.Multiply(x, x)), half);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Derivative<TLanes, TVector>(TVector x, TVector y)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            var one = TLanes.Create(1);
            var square = TLanes.Multiply(x, x);
            var bend = Bend<TLanes, TVector>(x, square);
            var slope = TLanes.MultiplyAdd(TLanes.Create(3 * Cubic), square, TLanes.Create(Linear));
            var ofBend = TLanes.Multiply(TLanes.MultiplySubtract(bend, bend, one), TLanes.Multiply(x, slope));
            return TLanes.Multiply(TLanes.Create(0.5f), TLanes.Add(TLanes.Add(one, bend), ofBend));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static TVector Bend<TLanes, TVector>(TVector x, TVector square)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct =>
            ElementaryFunctions.Tanh<TLanes, TVector>(TLanes.Multiply(x, TLanes.MultiplyAdd(TLanes.Create(Cubic), square, TLanes.Create(Linear))));
    }

    internal readonly struct SigmoidFunction : IElementFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Value<TLanes, TVector>(TVector x)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct =>
            ElementaryFunctions.Sigmoid<TLanes, TVector>(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Derivative<TLanes, TVector>(TVector x, TVector y)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct =>
            TLanes.MultiplySubtract(y, y, y);
    }

    internal readonly struct TanhFunction : IElementFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Value<TLanes, TVector>(TVector x)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct =>
            ElementaryFunctions.Tanh<TLanes, TVector>(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Derivative<TLanes, TVector>(TVector x, TVector y)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct =>
            TLanes.MultiplySubtract(y, y, TLanes.Create(1));
    }

    internal readonly struct SoftplusFunction : IElementFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Value<TLanes, TVector>(TVector x)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            var exponential = TLanes.Exp(TLanes.Min(TLanes.Subtract(TLanes.Create(0), x), x));
            return TLanes.Add(ElementaryFunctions.LogOnePlus<TLanes, TVector>(exponential), TLanes.Max(TLanes.Create(0), x));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Derivative<TLanes, TVector>(TVector x, TVector y)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct =>
            ElementaryFunctions.Sigmoid<TLanes, TVector>(x);
    }
}
