namespace Marquee.Content;

/// <summary>What <see cref="ItemMap"/> shows, and how.</summary>
public sealed record ItemMapOptions
{
    /// <summary>In which respect near items are alike. Default <see cref="SimilarView.Theme"/>.</summary>
    public SimilarView View { get; init; } = SimilarView.Theme;

    /// <summary>Name of an item feature to draw in place of a view, such as <c>visual</c>; none by default.</summary>
    public string? Feature { get; init; }

    /// <summary>Principal directions of the view that are kept; what lies beyond is mostly noise. Default 50; at least 2.</summary>
    public int Dimensions { get; init; } = 50;

    /// <summary>Clusters wanted; 0 for as many as the map shows. Default 0.</summary>
    public int Clusters { get; init; }

    /// <summary>How items are laid out.</summary>
    public NeighbourMapOptions Layout { get; init; } = new();

    /// <summary>How what items share is weighed.</summary>
    public SimilarOptions Similar { get; init; } = new();

    /// <summary>For the blend: how much each view counts.</summary>
    public SimilarWeights Weights { get; init; } = new();

    /// <summary>What the map shows, in a word: the view or the feature.</summary>
    public string Shows => Feature ?? View.ToString().ToLowerInvariant();

    /// <summary>Refuses what lies outside its range.</summary>
    /// <exception cref="ArgumentException">An option lies outside its range; the message says which and what would be right.</exception>
    internal void Check()
    {
        if (Dimensions is < 2 or > 1000)
        {
            throw new ArgumentException($"Dimensions must be from 2 to 1000; given: {Dimensions}.", nameof(Dimensions));
        }

        if (Clusters is < 0 or > 1000)
        {
            throw new ArgumentException($"Clusters must be from 0 to 1000; given: {Clusters}.", nameof(Clusters));
        }

        Layout.Check();
        Similar.Check();
    }
}
