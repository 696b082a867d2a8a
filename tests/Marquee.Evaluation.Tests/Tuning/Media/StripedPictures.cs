using Marquee.Media;
using Marquee.Numerics;

namespace Marquee.Evaluation.Tests.Tuning.Media;

/// <summary>Pictures of 8 x 8 with stripes: lying ones in even, standing ones in odd places, of other greys each.</summary>
internal static class StripedPictures
{
    public static PicturePreparation Preparation { get; } = new(8, 8);

    public static IExamples Of(int count)
    {
        var pictures = new DenseMatrix(count, Preparation.Shape.Count);
        for (var number = 0; number < count; number++)
        {
            var random = new SplittableRandom((ulong)number);
            var (dark, light) = (0.4f * random.NextSingle(), 0.6f + (0.4f * random.NextSingle()));
            for (var index = 0; index < pictures.Columns; index++)
            {
                pictures[number, index] = (number % 2 == 0 ? index / 24 : index / 3 % 8) / 2 % 2 == 0 ? dark : light;
            }
        }

        return new TableExamples(pictures, Preparation.Shape);
    }

    public static MediaTuningData Data(int count, ulong seed = 3) =>
        new(Preparation, Of(count), [.. Enumerable.Range(0, count).Select(number => new[] { number % 2 == 0 ? "lying" : "standing" })], seed);
}
