namespace Marquee.Recommenders;

/// <summary>How a rating comes from the number that the features expect: what is drawn once an epoch.</summary>
internal abstract class RatingLink
{
    /// <summary>The number behind each rating, in the order of users: what the features are to explain.</summary>
    public abstract float[] Values { get; }

    /// <summary>What all values have in common.</summary>
    public virtual double Intercept => 0;

    /// <summary>The precision of the noise between features and values.</summary>
    public virtual double NoisePrecision => 1;

    /// <summary>The points at which numbers are cut into ratings; none where they are not.</summary>
    public virtual ReadOnlySpan<double> Cutpoints => [];

    /// <summary>Draws what lies between features and ratings.</summary>
    /// <param name="expected">What the features expect of each rating, <see cref="Intercept"/> included.</param>
    /// <param name="context">Threads, cancellation.</param>
    public abstract void Draw(float[] expected, TrainingContext context);

    /// <summary>The error of training ratings (RMSE), in the scale of the ratings.</summary>
    public abstract double Error(float[] expected);
}
