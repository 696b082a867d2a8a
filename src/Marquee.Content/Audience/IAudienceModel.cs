namespace Marquee.Content;

/// <summary>A function from what is known of a launch to how large its audience will be. Immutable.</summary>
public interface IAudienceModel
{
    /// <summary>What it is, in a word or two.</summary>
    string Name { get; }

    /// <summary>The estimate for one launch, in the unit of the targets it was trained on.</summary>
    /// <param name="features">A number for each feature, NaN where it is not known.</param>
    double Predict(ReadOnlySpan<float> features);
}
