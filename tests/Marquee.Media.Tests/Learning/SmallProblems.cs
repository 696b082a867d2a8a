using Marquee.Numerics;

namespace Marquee.Media.Tests;

/// <summary>Problems that are learned in a blink: vectors whose class hides under numbers that change from view to view, and small shapes under noise.</summary>
internal static class SmallProblems
{
    public const int Classes = 4;
    public const int Size = 8;
    private const int Telling = 6;
    private const int Nuisance = 18;

    /// <summary>Vectors: six numbers tell the class, eighteen larger ones say nothing.</summary>
    public static (TableExamples Examples, ExampleLabels Labels) Vectors(int count, ulong seed)
    {
        var prototypes = new SplittableRandom(99);
        var centres = Enumerable.Range(0, Classes).Select(_ => Enumerable.Range(0, Telling).Select(_ => 1.5 * prototypes.NextGaussian()).ToArray()).ToArray();
        var random = new SplittableRandom(seed);
        var rows = new DenseMatrix(count, Telling + Nuisance);
        var labels = new int[count];
        for (var row = 0; row < count; row++)
        {
            labels[row] = random.Next(Classes);
            for (var column = 0; column < rows.Columns; column++)
            {
                rows[row, column] = (float)(column < Telling ? centres[labels[row]][column] + (0.4 * random.NextGaussian()) : 2 * random.NextGaussian());
            }
        }

        return (new TableExamples(rows), new ExampleLabels(labels, Classes));
    }

    /// <summary>Pictures of 8 x 8: a level bar, an upright one, a diagonal or a square, somewhere, under noise; level bars and diagonals are reddish, the others bluish.</summary>
    public static (TableExamples Examples, ExampleLabels Labels) Shapes(int count, ulong seed)
    {
        var random = new SplittableRandom(seed);
        var shape = new PlaneShape(Size, Size, 3);
        var rows = new DenseMatrix(count, shape.Count);
        var labels = new int[count];
        for (var row = 0; row < count; row++)
        {
            labels[row] = random.Next(Classes);
            var (top, left) = (random.Next(3), random.Next(3));
            var strength = 0.6f + (0.4f * random.NextSingle());
            float[] colour = labels[row] % 2 == 0 ? [strength, 0.5f, 0.3f] : [0.3f, 0.5f, strength];
            foreach (ref var value in rows.Row(row))
            {
                value = 0.15f * (float)random.NextGaussian();
            }

            for (var step = 0; step < 6; step++)
            {
                var places = labels[row] switch
                {
                    0 => [(top + 2, left + step)],
                    1 => [(top + step, left + 2)],
                    2 => [(top + step, left + step)],
                    _ => new[] { (top, left + step), (top + 5, left + step), (top + step, left), (top + step, left + 5) },
                };
                foreach (var (line, place) in places)
                {
                    for (var channel = 0; channel < 3; channel++)
                    {
                        rows.Row(row)[(((line * Size) + place) * 3) + channel] = colour[channel];
                    }
                }
            }
        }

        return (new TableExamples(rows, shape), new ExampleLabels(labels, Classes));
    }

    /// <summary>Draws the numbers that say nothing anew.</summary>
    public sealed class OtherNuisance : IAugmentation
    {
        public PlaneShape ShapeOf(PlaneShape source) => source;

        public void Apply(ReadOnlySpan<float> source, PlaneShape shape, Span<float> target, SplittableRandom random)
        {
            source.CopyTo(target);
            foreach (ref var value in target[Telling..])
            {
                value = (float)(2 * random.NextGaussian());
            }
        }
    }
}
