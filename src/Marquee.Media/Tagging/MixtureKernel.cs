using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Marquee.Numerics;

namespace Marquee.Media;

/// <summary>
/// The kernel of mixtures of experts. A row holds, of all labels side by side, first the logits of the gates (that of the expert who always says no, then one an expert), then those of the experts: <c>(2 * experts + 1) * labels</c> numbers.
/// The chance of a label is <c>sum over experts of gate * sigmoid(expert)</c>.
/// </summary>
internal abstract unsafe class MixtureKernel
{
    // Below this a chance counts as this much: its logarithm stays a number.
    private protected const float LeastChance = 1e-20f;

    /// <summary>The form for the width in use.</summary>
    public static MixtureKernel Chosen { get; } = For(SimdWidths.Chosen);

    /// <summary>The form for a width.</summary>
    public static MixtureKernel For(SimdWidth width) => width switch
    {
        SimdWidth.Vector512 => new MixtureKernel<Vector512Lanes, Vector512<float>>(),
        SimdWidth.Vector256 => new MixtureKernel<Vector256Lanes, Vector256<float>>(),
        _ => new MixtureKernel<ScalarLanes, float>(),
    };

    /// <summary>The negative log likelihood of a row that has some labels; its derivative by every number of the row goes to <paramref name="gradient"/>.</summary>
    /// <param name="row">The row.</param>
    /// <param name="gradient">Receives as many numbers.</param>
    /// <param name="count">Number of labels.</param>
    /// <param name="experts">Number of experts.</param>
    /// <param name="has">The labels that it has.</param>
    public double Loss(ReadOnlySpan<float> row, Span<float> gradient, int count, int experts, ReadOnlySpan<int> has)
    {
        var loss = 0.0;
        fixed (float* numbers = row, slopes = gradient)
        {
            for (var label = 0; label < count; label += Lanes)
            {
                loss += WithoutLabels(numbers + label, slopes + label, count, experts, Math.Min(Lanes, count - label));
            }

            foreach (var label in has)
            {
                loss += OfLabel(numbers + label, slopes + label, count, experts);
            }
        }

        return loss;
    }

    /// <summary>The log-odds of all labels of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="count">Number of labels.</param>
    /// <param name="experts">Number of experts.</param>
    /// <param name="odds">Receives a number a label.</param>
    public static void LogOdds(ReadOnlySpan<float> row, int count, int experts, Span<float> odds)
    {
        fixed (float* numbers = row)
        {
            for (var label = 0; label < count; label++)
            {
                var (yes, no) = Chances(numbers + label, count, experts);
                odds[label] = (float)(Math.Log(Math.Max(LeastChance, yes)) - Math.Log(Math.Max(LeastChance, no)));
            }
        }
    }

    /// <summary>Numbers computed at once.</summary>
    protected abstract int Lanes { get; }

    /// <summary>The loss of some labels that are not there, with derivatives.</summary>
    protected abstract float WithoutLabels(float* row, float* gradient, int stride, int experts, int count);

    private static (double Yes, double No) Chances(float* row, int stride, int experts)
    {
        var largest = row[0];
        for (var expert = 1; expert <= experts; expert++)
        {
            largest = Math.Max(largest, row[(nint)expert * stride]);
        }

        var no = Math.Exp(row[0] - largest);
        var (yes, total) = (0.0, no);
        for (var expert = 1; expert <= experts; expert++)
        {
            var weight = Math.Exp(row[(nint)expert * stride] - largest);
            var answer = row[(nint)(experts + expert) * stride];
            total += weight;
            yes += weight / (1 + Math.Exp(-answer));
            no += weight / (1 + Math.Exp(answer));
        }

        return (yes / total, no / total);
    }

    /// <summary>What a label adds to the loss by being there, where it was taken as not there; its derivatives are written anew.</summary>
    private static double OfLabel(float* row, float* gradient, int stride, int experts)
    {
        var (yes, no) = Chances(row, stride, experts);
        var largest = row[0];
        for (var expert = 1; expert <= experts; expert++)
        {
            largest = Math.Max(largest, row[(nint)expert * stride]);
        }

        var total = 0.0;
        for (var expert = 0; expert <= experts; expert++)
        {
            total += Math.Exp(row[(nint)expert * stride] - largest);
        }

        var factor = -1 / Math.Max(LeastChance, yes);
        gradient[0] = (float)(factor * Math.Exp(row[0] - largest) / total * -yes);
        for (var expert = 1; expert <= experts; expert++)
        {
            var gate = Math.Exp(row[(nint)expert * stride] - largest) / total;
            var answer = 1 / (1 + Math.Exp(-row[(nint)(experts + expert) * stride]));
            gradient[(nint)expert * stride] = (float)(factor * gate * (answer - yes));
            gradient[(nint)(experts + expert) * stride] = (float)(factor * gate * answer * (1 - answer));
        }

        return Math.Log(Math.Max(LeastChance, no)) - Math.Log(Math.Max(LeastChance, yes));
    }
}

/// <inheritdoc/>
internal sealed unsafe class MixtureKernel<TLanes, TVector> : MixtureKernel
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <inheritdoc/>
    protected override int Lanes => TLanes.Count;

    /// <inheritdoc/>
    protected override float WithoutLabels(float* row, float* gradient, int stride, int experts, int count)
    {
        var (zero, one) = (TLanes.Create(0), TLanes.Create(1));
        var largest = Load(row, count);
        for (var expert = 1; expert <= experts; expert++)
        {
            largest = TLanes.Max(largest, Load(row + ((nint)expert * stride), count));
        }

        var no = TLanes.Exp(TLanes.Subtract(Load(row, count), largest));
        Store(no, gradient, count);
        var (yes, total) = (zero, no);
        for (var expert = 1; expert <= experts; expert++)
        {
            var (gatePlace, answerPlace) = ((nint)expert * stride, (nint)(experts + expert) * stride);
            var gate = TLanes.Exp(TLanes.Subtract(Load(row + gatePlace, count), largest));
            var answer = ElementaryFunctions.Sigmoid<TLanes, TVector>(Load(row + answerPlace, count));
            Store(gate, gradient + gatePlace, count);
            Store(answer, gradient + answerPlace, count);
            total = TLanes.Add(total, gate);
            yes = TLanes.MultiplyAdd(gate, answer, yes);
            no = TLanes.MultiplyAdd(gate, TLanes.Subtract(one, answer), no);
        }

        (yes, no) = (TLanes.Divide(yes, total), TLanes.Max(TLanes.Create(LeastChance), TLanes.Divide(no, total)));
        var factor = TLanes.Divide(TLanes.Divide(one, no), total);
        Store(TLanes.Multiply(TLanes.Multiply(factor, Load(gradient, count)), TLanes.Subtract(zero, yes)), gradient, count);
        for (var expert = 1; expert <= experts; expert++)
        {
            var (gatePlace, answerPlace) = ((nint)expert * stride, (nint)(experts + expert) * stride);
            var gate = TLanes.Multiply(factor, Load(gradient + gatePlace, count));
            var answer = Load(gradient + answerPlace, count);
            Store(TLanes.Multiply(gate, TLanes.Subtract(answer, yes)), gradient + gatePlace, count);
            Store(TLanes.Multiply(gate, TLanes.Multiply(answer, TLanes.Subtract(one, answer))), gradient + answerPlace, count);
        }

        // Beyond the end all logits are zero, which is no label's loss.
        var losses = TLanes.Subtract(zero, TLanes.Log(no));
        if (count == TLanes.Count)
        {
            return TLanes.Sum(losses);
        }

        var rest = stackalloc float[TLanes.Count];
        TLanes.Store(losses, rest);
        var sum = 0f;
        for (var lane = 0; lane < count; lane++)
        {
            sum += rest[lane];
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Load(float* address, int count) => count == TLanes.Count ? TLanes.Load(address) : TLanes.LoadFirst(address, count, default);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(TVector vector, float* address, int count)
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
}
