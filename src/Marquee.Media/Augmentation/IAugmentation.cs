using Marquee.Numerics;

namespace Marquee.Media;

/// <summary>
/// Makes another view of an example: what a learner without labels must see through. Immutable, used from several threads at once; the same draw gives the same view.
/// </summary>
public interface IAugmentation
{
    /// <summary>How the numbers of a view lie.</summary>
    /// <param name="source">How those of the example lie.</param>
    /// <exception cref="ArgumentException">It cannot be made of such examples.</exception>
    PlaneShape ShapeOf(PlaneShape source);

    /// <summary>Writes a view.</summary>
    /// <param name="source">The example.</param>
    /// <param name="shape">How its numbers lie.</param>
    /// <param name="target">As many numbers as <see cref="ShapeOf"/> counts; another place in memory than the source.</param>
    /// <param name="random">Chance of this view.</param>
    void Apply(ReadOnlySpan<float> source, PlaneShape shape, Span<float> target, SplittableRandom random);
}
