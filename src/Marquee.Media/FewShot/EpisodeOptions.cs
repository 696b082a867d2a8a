namespace Marquee.Media;

/// <summary>The shape of an episode: a small task of its own with a few labelled examples and questions about others.</summary>
public sealed record EpisodeOptions
{
    /// <summary>Classes of an episode, at least 2. Default 5.</summary>
    public int Ways { get; init; } = 5;

    /// <summary>Labelled examples of each class, at least 1. Default 1.</summary>
    public int Shots { get; init; } = 1;

    /// <summary>Examples of each class that are asked about, at least 1. Default 15.</summary>
    public int Queries { get; init; } = 15;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Ways, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(Shots, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Queries, 1);
    }
}
