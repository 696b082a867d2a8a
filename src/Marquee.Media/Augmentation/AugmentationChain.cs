using Marquee.Numerics;

namespace Marquee.Media;

/// <summary>Augmentations one after the other, all by the chance of one view.</summary>
/// <remarks>Those that work in place do so; between the others an example goes back and forth between two places of the pool, so that nothing is allocated. The time is the sum of theirs.</remarks>
public sealed class AugmentationChain : IAugmentation
{
    private readonly IAugmentation[] _steps;

    // The last step that writes elsewhere than it reads: it writes the target, and those behind it change it there.
    private readonly int _lastCopy;

    /// <summary>A chain of given steps; without any, a view is the example itself.</summary>
    /// <param name="steps">In the order in which they are applied.</param>
    public AugmentationChain(params IAugmentation[] steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        foreach (var step in steps)
        {
            ArgumentNullException.ThrowIfNull(step, nameof(steps));
        }

        _steps = [.. steps];
        _lastCopy = Array.FindLastIndex(_steps, step => step is not IInPlaceAugmentation);
    }

    /// <inheritdoc/>
    public PlaneShape ShapeOf(PlaneShape source)
    {
        foreach (var step in _steps)
        {
            source = step.ShapeOf(source);
        }

        return source;
    }

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<float> source, PlaneShape shape, Span<float> target, SplittableRandom random)
    {
        var room = shape.Count;
        var between = shape;
        for (var index = 0; index < _lastCopy; index++)
        {
            between = _steps[index].ShapeOf(between);
            room = Math.Max(room, between.Count);
        }

        using var first = new Scratch(_lastCopy > 0 ? room : 0);
        using var second = new Scratch(_lastCopy > 0 ? room : 0);
        var (isInFirst, isStarted) = (false, false);
        var current = target;
        for (var index = 0; index < _steps.Length; index++)
        {
            var step = _steps[index];
            if (step is IInPlaceAugmentation inPlace)
            {
                if (!isStarted)
                {
                    current = _lastCopy < 0 ? target : first.Span[..shape.Count];
                    (isInFirst, isStarted) = (true, true);
                    source.CopyTo(current);
                }

                inPlace.Apply(current, shape, random);
                continue;
            }

            var next = step.ShapeOf(shape);
            var place = index == _lastCopy ? target : (isInFirst ? second : first).Span[..next.Count];
            step.Apply(isStarted ? current : source, shape, place, random);
            (isInFirst, isStarted, shape) = (!isInFirst, true, next);
            current = place;
        }

        if (!isStarted)
        {
            source.CopyTo(target);
        }
    }
}
