using System.Runtime.CompilerServices;

namespace Marquee.Media;

/// <summary>Refusals that augmentations share.</summary>
internal static class AugmentationChecks
{
    /// <summary>Refuses a number outside of its range.</summary>
    public static void InRange(double value, double least, double most, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (!(value >= least && value <= most))
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be from {least} to {most}; given: {value}.");
        }
    }

    /// <summary>Refuses a range that is empty or leaves another.</summary>
    public static void InRange(double minimum, double maximum, double least, double most, string name)
    {
        InRange(minimum, least, most, "minimum " + name);
        InRange(maximum, least, most, "maximum " + name);
        if (minimum > maximum)
        {
            throw new ArgumentException($"The minimum {name} {minimum} is above the maximum {maximum}.", nameof(minimum));
        }
    }

    /// <summary>Refuses examples that are no colour pictures.</summary>
    public static void Colour(PlaneShape shape, string augmentation)
    {
        if (shape.Channels != 3)
        {
            throw new ArgumentException($"{augmentation} changes colours, so it needs examples of 3 channels (red, green, blue), not of {shape}.", nameof(shape));
        }
    }

    /// <summary>Refuses examples that are no waves.</summary>
    public static void Wave(PlaneShape shape, string augmentation)
    {
        if (shape.Width != 1 || shape.Channels != 1)
        {
            throw new ArgumentException($"{augmentation} changes waves, so it needs examples of length x 1 x 1, not of {shape}.", nameof(shape));
        }
    }
}
