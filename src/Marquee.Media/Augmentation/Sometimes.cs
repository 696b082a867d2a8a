using Marquee.Numerics;

namespace Marquee.Media;

/// <summary>An augmentation that is applied by chance, and otherwise leaves the example as it is.</summary>
public sealed class Sometimes : IInPlaceAugmentation
{
    private readonly IAugmentation _augmentation;
    private readonly double _probability;

    /// <summary>Applies an augmentation with a probability.</summary>
    /// <param name="augmentation">One whose views lie as the examples do.</param>
    /// <param name="probability">From 0 to 1.</param>
    public Sometimes(IAugmentation augmentation, double probability)
    {
        ArgumentNullException.ThrowIfNull(augmentation);
        AugmentationChecks.InRange(probability, 0, 1);
        (_augmentation, _probability) = (augmentation, probability);
    }

    /// <inheritdoc/>
    public void Check(PlaneShape shape)
    {
        var view = _augmentation.ShapeOf(shape);
        if (view != shape)
        {
            throw new ArgumentException($"What is applied by chance must leave examples of {shape} as they lie, but makes them {view}.", nameof(shape));
        }
    }

    /// <inheritdoc/>
    public void Apply(Span<float> view, PlaneShape shape, SplittableRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        if (random.NextDouble() >= _probability)
        {
            return;
        }

        if (_augmentation is IInPlaceAugmentation inPlace)
        {
            inPlace.Apply(view, shape, random);
            return;
        }

        using var scratch = new Scratch(view.Length);
        _augmentation.Apply(view, shape, scratch.Span, random);
        scratch.Span.CopyTo(view);
    }
}
