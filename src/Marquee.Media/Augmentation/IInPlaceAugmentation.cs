using Marquee.Numerics;

namespace Marquee.Media;

/// <summary>An augmentation whose views lie as the examples do, and that can change an example where it lies: a chain of these copies nothing in between.</summary>
public interface IInPlaceAugmentation : IAugmentation
{
    /// <inheritdoc/>
    PlaneShape IAugmentation.ShapeOf(PlaneShape source)
    {
        Check(source);
        return source;
    }

    /// <inheritdoc/>
    void IAugmentation.Apply(ReadOnlySpan<float> source, PlaneShape shape, Span<float> target, SplittableRandom random)
    {
        source.CopyTo(target);
        Apply(target, shape, random);
    }

    /// <summary>Refuses examples that no view can be made of.</summary>
    /// <param name="shape">How the numbers of an example lie.</param>
    /// <exception cref="ArgumentException">It cannot be made of such examples.</exception>
    void Check(PlaneShape shape);

    /// <summary>Turns an example into a view of it.</summary>
    /// <param name="view">The example; afterwards the view.</param>
    /// <param name="shape">How its numbers lie.</param>
    /// <param name="random">Chance of this view.</param>
    void Apply(Span<float> view, PlaneShape shape, SplittableRandom random);
}
