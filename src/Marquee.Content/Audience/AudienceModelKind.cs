namespace Marquee.Content;

/// <summary>What an estimate starts from, before comparables move it.</summary>
public enum AudienceModelKind
{
    /// <summary>Ridge regression.</summary>
    Linear,

    /// <summary>Gradient-boosted trees.</summary>
    Trees,

    /// <summary>A network of one hidden layer.</summary>
    Network,
}
