namespace Marquee.Recommenders;

/// <summary>Between which values ratings lie.</summary>
/// <param name="Minimum">The smallest rating.</param>
/// <param name="Maximum">The largest rating.</param>
public readonly record struct RatingScale(float Minimum, float Maximum)
{
    /// <summary>The value of the scale that is nearest to a number.</summary>
    public float Nearest(double number) => (float)Math.Clamp(number, Minimum, Maximum);
}
