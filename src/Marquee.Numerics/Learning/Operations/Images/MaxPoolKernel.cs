using System.Runtime.Intrinsics;

namespace Marquee.Numerics.Learning;

/// <summary>The kernel of max pooling, one window at a time; all widths give the same bits.</summary>
internal abstract unsafe class MaxPoolKernel
{
    /// <summary>The form for the width in use.</summary>
    public static MaxPoolKernel Chosen { get; } = For(SimdWidths.Chosen);

    /// <summary>The form for a width.</summary>
    public static MaxPoolKernel For(SimdWidth width) => width switch
    {
        SimdWidth.Vector512 => new MaxPoolKernel<Vector512Lanes, Vector512<float>>(),
        SimdWidth.Vector256 => new MaxPoolKernel<Vector256Lanes, Vector256<float>>(),
        _ => new MaxPoolKernel<ScalarLanes, float>(),
    };

    /// <summary>The largest number of each channel, and the place in the window where it stands first.</summary>
    /// <param name="source">First number of the window.</param>
    /// <param name="stride">Distance between its lines.</param>
    /// <param name="size">Its height and width.</param>
    /// <param name="channels">Numbers at each place.</param>
    /// <param name="largest">Receives a number a channel.</param>
    /// <param name="places">Receives a whole number a channel, line by line from 0.</param>
    public abstract void Run(float* source, nint stride, int size, int channels, float* largest, float* places);

    /// <summary>The way back: adds the gradient of each channel to the place that its number came from.</summary>
    /// <param name="places">The places that <see cref="Run"/> wrote.</param>
    /// <param name="gradient">A number a channel.</param>
    /// <param name="target">The gradient of the window's first number.</param>
    /// <param name="stride">Distance between the window's lines.</param>
    /// <param name="size">Its height and width.</param>
    /// <param name="channels">Numbers at each place.</param>
    public abstract void Add(float* places, float* gradient, float* target, nint stride, int size, int channels);
}

/// <inheritdoc/>
internal sealed unsafe class MaxPoolKernel<TLanes, TVector> : MaxPoolKernel
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <inheritdoc/>
    public override void Run(float* source, nint stride, int size, int channels, float* largest, float* places)
    {
        for (var channel = 0; channel < channels; channel += TLanes.Count)
        {
            var count = Math.Min(TLanes.Count, channels - channel);
            var isWhole = count == TLanes.Count;
            var best = isWhole ? TLanes.Load(source + channel) : TLanes.LoadFirst(source + channel, count, default);
            TVector place = default;
            for (var index = 1; index < size * size; index++)
            {
                var address = source + index / size * stride + (nint)(index % size) * channels + channel;
                var value = isWhole ? TLanes.Load(address) : TLanes.LoadFirst(address, count, default);
                place = TLanes.Select(value, best, TLanes.Create(index), place);
                best = TLanes.Select(value, best, value, best);
            }

            if (isWhole)
            {
                TLanes.Store(best, largest + channel);
                TLanes.Store(place, places + channel);
            }
            else
            {
                TLanes.StoreFirst(best, largest + channel, count);
                TLanes.StoreFirst(place, places + channel, count);
            }
        }
    }

    /// <inheritdoc/>
    public override void Add(float* places, float* gradient, float* target, nint stride, int size, int channels)
    {
        for (var channel = 0; channel < channels; channel += TLanes.Count)
        {
            var count = Math.Min(TLanes.Count, channels - channel);
            var isWhole = count == TLanes.Count;
            var place = isWhole ? TLanes.Load(places + channel) : TLanes.LoadFirst(places + channel, count, default);
            var outer = isWhole ? TLanes.Load(gradient + channel) : TLanes.LoadFirst(gradient + channel, count, default);
            for (var index = 0; index < size * size; index++)
            {
                var address = target + index / size * stride + (nint)(index % size) * channels + channel;
                var distance = TLanes.Subtract(place, TLanes.Create(index));
                // Places are whole numbers: only the same one is less than one away.
                var part = TLanes.Select(TLanes.Create(1), TLanes.Multiply(distance, distance), outer, default);
                if (isWhole)
                {
                    TLanes.Store(TLanes.Add(part, TLanes.Load(address)), address);
                }
                else
                {
                    TLanes.StoreFirst(TLanes.Add(part, TLanes.LoadFirst(address, count, default)), address, count);
                }
            }
        }
    }
}
