using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Marquee.Numerics.Learning;

/// <summary>The kernel of gated recurrent units, one row at a time.</summary>
internal abstract unsafe class GruKernel
{
    /// <summary>The form for the width in use.</summary>
    public static GruKernel Chosen { get; } = For(SimdWidths.Chosen);

    /// <summary>The form for a width.</summary>
    public static GruKernel For(SimdWidth width) => width switch
    {
        SimdWidth.Vector512 => new GruKernel<Vector512Lanes, Vector512<float>>(),
        SimdWidth.Vector256 => new GruKernel<Vector256Lanes, Vector256<float>>(),
        _ => new GruKernel<ScalarLanes, float>(),
    };

    /// <summary>The next state of a row.</summary>
    /// <param name="ofInput">Sums of reset, update and candidate from the input, <c>3 hidden</c>.</param>
    /// <param name="ofState">The same from the state.</param>
    /// <param name="state">The state, <c>hidden</c> numbers.</param>
    /// <param name="hidden">Its length.</param>
    /// <param name="gates">Receives reset, update and candidate.</param>
    /// <param name="next">Receives the next state.</param>
    public abstract void Forward(float* ofInput, float* ofState, float* state, int hidden, float* gates, float* next);

    /// <summary>The gradients of a row; each is added to where its <c>held</c> is 1, overwritten where it is 0.</summary>
    public abstract void Backward(
        float* ofState, float* state, float* gates, float* gradient, int hidden,
        float* inputGradient, float inputHeld, float* statesGradient, float statesHeld, float* stateGradient, float stateHeld);
}

/// <inheritdoc/>
internal sealed unsafe class GruKernel<TLanes, TVector> : GruKernel
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <inheritdoc/>
    public override void Forward(float* ofInput, float* ofState, float* state, int hidden, float* gates, float* next)
    {
        for (var at = 0; at < hidden; at += TLanes.Count)
        {
            var count = Math.Min(TLanes.Count, hidden - at);
            var reset = ElementaryFunctions.Sigmoid<TLanes, TVector>(TLanes.Add(Read(ofInput + at, count), Read(ofState + at, count)));
            var update = ElementaryFunctions.Sigmoid<TLanes, TVector>(TLanes.Add(Read(ofInput + hidden + at, count), Read(ofState + hidden + at, count)));
            var candidate = ElementaryFunctions.Tanh<TLanes, TVector>(
                TLanes.MultiplyAdd(reset, Read(ofState + 2 * hidden + at, count), Read(ofInput + 2 * hidden + at, count)));
            Write(reset, gates + at, count);
            Write(update, gates + hidden + at, count);
            Write(candidate, gates + 2 * hidden + at, count);
            Write(TLanes.MultiplyAdd(update, TLanes.Subtract(Read(state + at, count), candidate), candidate), next + at, count);
        }
    }

    /// <inheritdoc/>
    public override void Backward(
        float* ofState, float* state, float* gates, float* gradient, int hidden,
        float* inputGradient, float inputHeld, float* statesGradient, float statesHeld, float* stateGradient, float stateHeld)
    {
        var one = TLanes.Create(1);
        for (var at = 0; at < hidden; at += TLanes.Count)
        {
            var count = Math.Min(TLanes.Count, hidden - at);
            var reset = Read(gates + at, count);
            var update = Read(gates + hidden + at, count);
            var candidate = Read(gates + 2 * hidden + at, count);
            var outer = Read(gradient + at, count);
            var ofCandidate = TLanes.Multiply(TLanes.Multiply(outer, TLanes.Subtract(one, update)), TLanes.MultiplySubtract(candidate, candidate, one));
            var ofUpdate = TLanes.Multiply(TLanes.Multiply(outer, TLanes.Subtract(Read(state + at, count), candidate)), TLanes.MultiplySubtract(update, update, update));
            var ofReset = TLanes.Multiply(TLanes.Multiply(ofCandidate, Read(ofState + 2 * hidden + at, count)), TLanes.MultiplySubtract(reset, reset, reset));
            Receive(ofReset, inputGradient + at, inputHeld, count);
            Receive(ofReset, statesGradient + at, statesHeld, count);
            Receive(ofUpdate, inputGradient + hidden + at, inputHeld, count);
            Receive(ofUpdate, statesGradient + hidden + at, statesHeld, count);
            Receive(ofCandidate, inputGradient + 2 * hidden + at, inputHeld, count);
            Receive(TLanes.Multiply(ofCandidate, reset), statesGradient + 2 * hidden + at, statesHeld, count);
            Receive(TLanes.Multiply(outer, update), stateGradient + at, stateHeld, count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Read(float* address, int count) => count == TLanes.Count ? TLanes.Load(address) : TLanes.LoadFirst(address, count, default);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write(TVector vector, float* address, int count)
    {
        if (count == TLanes.Count)
        {
            TLanes.Store(vector, address);
        }
        else
        {
            TLanes.StoreFirst(vector, address, count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Receive(TVector vector, float* address, float held, int count) => Write(held == 0 ? vector : TLanes.Add(vector, Read(address, count)), address, count);
}
