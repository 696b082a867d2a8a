using System.Runtime.Intrinsics;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>The inner loops of pairwise learning, over some columns of the factors. Lengths are multiples of <see cref="LengthUnit"/>.</summary>
internal abstract unsafe class PairKernel
{
    /// <summary>One vector of the widest kind.</summary>
    public const int LengthUnit = 16;

    /// <summary>The form for the width in use.</summary>
    public static PairKernel Chosen { get; } = SimdWidths.Chosen switch
    {
        SimdWidth.Vector512 => new PairKernel<Vector512Lanes, Vector512<float>>(),
        SimdWidth.Vector256 => new PairKernel<Vector256Lanes, Vector256<float>>(),
        _ => new PairKernel<ScalarLanes, float>(),
    };

    /// <summary>
    /// Adds the gradient of one comparison, <c>scale (sum - source) . (winner - loser)</c> times <paramref name="strength"/>, to those of everything in it.
    /// </summary>
    /// <param name="sum">Sum of the history's source factors.</param>
    /// <param name="source">The winner's own part of it, which does not count.</param>
    /// <param name="winner">Target factors of the item met.</param>
    /// <param name="loser">Target factors of the item not met.</param>
    /// <param name="scale">Factor of the profile.</param>
    /// <param name="strength">Derivative of the loss.</param>
    /// <param name="length">Columns.</param>
    /// <param name="ofSum">Gradient of <paramref name="sum"/>.</param>
    /// <param name="ofSource">Gradient of <paramref name="source"/>.</param>
    /// <param name="ofWinner">Gradient of <paramref name="winner"/>.</param>
    /// <param name="ofLoser">Gradient of <paramref name="loser"/>.</param>
    public abstract void AddGradient(
        float* sum, float* source, float* winner, float* loser, float scale, float strength, int length, float* ofSum, float* ofSource, float* ofWinner, float* ofLoser);

    /// <summary><c>target += values</c>.</summary>
    public abstract void Add(float* values, int length, float* target);

    /// <summary>One step of Adagrad up the gradient, less <c>penalty * values</c>; clears the gradient.</summary>
    /// <param name="values">What is learned.</param>
    /// <param name="gradient">Its gradient.</param>
    /// <param name="squares">Sum of all squared gradients so far.</param>
    /// <param name="learningRate">Length of a first step.</param>
    /// <param name="penalty">Pull to zero.</param>
    /// <param name="length">Columns.</param>
    public abstract void Step(float* values, float* gradient, float* squares, float learningRate, float penalty, int length);
}

/// <inheritdoc/>
internal sealed unsafe class PairKernel<TLanes, TVector> : PairKernel
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    // Keeps the first step of a number without gradient from being 0 / 0.
    private const float Smallest = 1e-12f;

    /// <inheritdoc/>
    public override void AddGradient(
        float* sum, float* source, float* winner, float* loser, float scale, float strength, int length, float* ofSum, float* ofSource, float* ofWinner, float* ofLoser)
    {
        var factor = TLanes.Create(scale * strength);
        for (var at = 0; at < length; at += TLanes.Count)
        {
            var profile = TLanes.MultiplySubtract(TLanes.Load(source + at), TLanes.Create(1), TLanes.Load(sum + at));
            var difference = TLanes.MultiplySubtract(TLanes.Load(loser + at), TLanes.Create(1), TLanes.Load(winner + at));
            TLanes.Store(TLanes.MultiplyAdd(factor, profile, TLanes.Load(ofWinner + at)), ofWinner + at);
            TLanes.Store(TLanes.MultiplySubtract(factor, profile, TLanes.Load(ofLoser + at)), ofLoser + at);
            TLanes.Store(TLanes.MultiplyAdd(factor, difference, TLanes.Load(ofSum + at)), ofSum + at);
            TLanes.Store(TLanes.MultiplySubtract(factor, difference, TLanes.Load(ofSource + at)), ofSource + at);
        }
    }

    /// <inheritdoc/>
    public override void Add(float* values, int length, float* target)
    {
        for (var at = 0; at < length; at += TLanes.Count)
        {
            TLanes.Store(TLanes.Add(TLanes.Load(target + at), TLanes.Load(values + at)), target + at);
        }
    }

    /// <inheritdoc/>
    public override void Step(float* values, float* gradient, float* squares, float learningRate, float penalty, int length)
    {
        for (var at = 0; at < length; at += TLanes.Count)
        {
            var value = TLanes.Load(values + at);
            var slope = TLanes.MultiplySubtract(TLanes.Create(penalty), value, TLanes.Load(gradient + at));
            var square = TLanes.MultiplyAdd(slope, slope, TLanes.Load(squares + at));
            var rate = TLanes.Multiply(TLanes.Create(learningRate), TLanes.ReciprocalSquareRoot(TLanes.Add(square, TLanes.Create(Smallest))));
            TLanes.Store(square, squares + at);
            TLanes.Store(TLanes.MultiplyAdd(slope, rate, value), values + at);
            TLanes.Store(default, gradient + at);
        }
    }
}
