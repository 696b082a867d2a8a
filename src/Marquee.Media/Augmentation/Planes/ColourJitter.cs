using System.Runtime.Intrinsics;
using Marquee.Numerics;

namespace Marquee.Media;

/// <summary>Changes brightness, contrast, saturation and hue by chance, in an order by chance. Pictures with numbers from 0 to 1.</summary>
/// <remarks>
/// <para>Source: Chen, Kornblith, Norouzi and Hinton, A Simple Framework for Contrastive Learning of Visual Representations, 2020, appendix A. Brightness multiplies; contrast moves away from the mean brightness of the picture,
/// saturation from the brightness of the pixel; each by a factor drawn evenly from <c>1 - strength</c> (0 at least) to <c>1 + strength</c>; the hue turns by up to its strength, in turns, either way.</para>
/// <para>Unlike the source, hue turns about the axis of greys at equal brightness (not in hue, saturation and value), and numbers are cut to 0 to 1 once at the end rather than after each change: all changes
/// together are then one affine map of colours, one pass over the picture after one for its mean.</para>
/// </remarks>
public sealed class ColourJitter : IInPlaceAugmentation
{
    private readonly float _brightness;
    private readonly float _contrast;
    private readonly float _saturation;
    private readonly float _hue;

    /// <summary>Changes colours by up to given strengths; 0 leaves alone.</summary>
    /// <param name="brightness">From 0 to 10. Default 0.4.</param>
    /// <param name="contrast">From 0 to 10. Default 0.4.</param>
    /// <param name="saturation">From 0 to 10. Default 0.4.</param>
    /// <param name="hue">From 0 to 0.5. Default 0.1.</param>
    public ColourJitter(double brightness = 0.4, double contrast = 0.4, double saturation = 0.4, double hue = 0.1)
    {
        AugmentationChecks.InRange(brightness, 0, 10);
        AugmentationChecks.InRange(contrast, 0, 10);
        AugmentationChecks.InRange(saturation, 0, 10);
        AugmentationChecks.InRange(hue, 0, 0.5);
        (_brightness, _contrast, _saturation, _hue) = ((float)brightness, (float)contrast, (float)saturation, (float)hue);
    }

    /// <inheritdoc/>
    public void Check(PlaneShape shape) => AugmentationChecks.Colour(shape, nameof(ColourJitter));

    /// <inheritdoc/>
    public void Apply(Span<float> view, PlaneShape shape, SplittableRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        Span<int> order = [0, 1, 2, 3];
        random.Shuffle(order);
        var brightness = Factor(_brightness, random);
        var contrast = Factor(_contrast, random);
        var saturation = Factor(_saturation, random);
        var hue = ((2 * random.NextSingle()) - 1) * _hue;
        var mean = contrast == 1 ? default : PlaneStatistics.MeanColour(view);
        var transform = ColourTransform.Identity;
        foreach (var change in order)
        {
            switch (change)
            {
                case 0:
                    transform.Scale(brightness);
                    break;
                case 1:
                    var grey = Vector128.Dot(ColourTransform.Brightness, transform.Of(mean));
                    transform.Scale(contrast);
                    transform.Add((1 - contrast) * grey);
                    break;
                case 2:
                    transform.Saturate(saturation);
                    break;
                default:
                    transform.TurnHue(2 * MathF.PI * hue);
                    break;
            }
        }

        transform.Apply(view);
    }

    private static float Factor(float strength, SplittableRandom random)
    {
        var least = Math.Max(0, 1 - strength);
        return least + (random.NextSingle() * (1 + strength - least));
    }
}
