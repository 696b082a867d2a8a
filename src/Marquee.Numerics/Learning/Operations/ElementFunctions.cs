using System.Runtime.CompilerServices;

namespace Marquee.Numerics.Learning;

/// <summary>Elementary functions of every number of a tensor.</summary>
public static class ElementFunctions
{
    /// <summary><c>e^x</c>.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="input">Any shape.</param>
    /// <returns>The same shape.</returns>
    public static Tensor Exp(this Tape tape, Tensor input) => ElementMap.Apply<ExpFunction>(tape, input);

    /// <summary>The natural logarithm; NaN for negative numbers.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="input">Any shape.</param>
    /// <returns>The same shape.</returns>
    public static Tensor Log(this Tape tape, Tensor input) => ElementMap.Apply<LogFunction>(tape, input);

    /// <summary><c>x^2</c>.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="input">Any shape.</param>
    /// <returns>The same shape.</returns>
    public static Tensor Square(this Tape tape, Tensor input) => ElementMap.Apply<SquareFunction>(tape, input);

    internal readonly struct ExpFunction : IElementFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Value<TLanes, TVector>(TVector x)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct =>
            TLanes.Exp(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Derivative<TLanes, TVector>(TVector x, TVector y)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct =>
            y;
    }

    internal readonly struct LogFunction : IElementFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Value<TLanes, TVector>(TVector x)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct =>
            TLanes.Log(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Derivative<TLanes, TVector>(TVector x, TVector y)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct =>
            TLanes.Divide(TLanes.Create(1), x);
    }

    internal readonly struct SquareFunction : IElementFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Value<TLanes, TVector>(TVector x)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct =>
            TLanes.Multiply(x, x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Derivative<TLanes, TVector>(TVector x, TVector y)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct =>
            TLanes.Add(x, x);
    }
}
