using Marquee.Numerics;

namespace Marquee.Media;

/// <summary>Sets numbers to zero by chance, each on its own: views of ready features, of which an encoder has to guess the rest. Shape as it was.</summary>
/// <remarks>Made for features around zero. Two views of the same features share <c>(1 - share)^2</c> of the numbers on average. Source: the corruption of Bahri et al., SCARF, 2022, with zeros in place of numbers drawn from other examples.</remarks>
public sealed class FeatureMask : IAugmentation
{
    /// <summary>A mask.</summary>
    /// <param name="share">Chance of each number to become zero, from 0 to below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is out of range.</exception>
    public FeatureMask(double share)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(share, 1);
        Share = share;
    }

    /// <summary>Chance of each number to become zero.</summary>
    public double Share { get; }

    /// <inheritdoc/>
    public PlaneShape ShapeOf(PlaneShape source) => source;

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<float> source, PlaneShape shape, Span<float> target, SplittableRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);

        // Sixteen bits decide about a number: four numbers a draw.
        var threshold = (uint)(Share * (1 << 16));
        var bits = 0UL;
        for (var place = 0; place < source.Length; place++)
        {
            bits = (place & 3) == 0 ? random.NextUInt64() : bits >> 16;
            target[place] = (uint)(bits & 0xFFFF) < threshold ? 0 : source[place];
        }
    }
}
