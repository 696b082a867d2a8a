namespace Marquee.Recommenders;

/// <summary>Which items a user did not meet are set against those that they met.</summary>
public enum BprSampling
{
    /// <summary>Every item alike.</summary>
    Uniform,

    /// <summary>Mostly those that the model takes for the user's taste as it stands (Rendle and Freudenthaler 2014).</summary>
    Adaptive,
}
