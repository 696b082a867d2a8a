namespace Marquee.Data;

/// <summary>Something that can be watched or heard. Only <see cref="Id"/> is needed; everything else may be unknown.</summary>
public sealed record Item
{
    /// <summary>The service's own id; any text that is not empty.</summary>
    public required string Id { get; init; }

    /// <summary>The title as shown to a person.</summary>
    public string? Title { get; init; }

    /// <summary><c>film</c>, <c>series</c>, <c>episode</c>, <c>track</c>, <c>video</c>, or any other word.</summary>
    public string? Kind { get; init; }

    /// <summary>Year of first release.</summary>
    public int? Year { get; init; }

    /// <summary>Day of first release, where it is known.</summary>
    public DateOnly? ReleaseDate { get; init; }

    /// <summary>Countries of origin (ISO 3166-1 alpha-2).</summary>
    public ValueList<string> Countries { get; init; } = [];

    /// <summary>Original language (ISO 639-1).</summary>
    public string? Language { get; init; }

    /// <summary>Genres: the shelf it stands on.</summary>
    public ValueList<string> Categories { get; init; } = [];

    /// <summary>Tags: themes, moods, anything finer than a category.</summary>
    public ValueList<string> Labels { get; init; } = [];

    /// <summary>Who made it.</summary>
    public ValueList<Person> People { get; init; } = [];

    /// <summary>What it is about, in words.</summary>
    public string? Summary { get; init; }

    /// <summary>First moment at which it may be shown, kept to the millisecond; none means always.</summary>
    public DateTimeOffset? AvailableFrom { get; init; }

    /// <summary>First moment at which it may no longer be shown, kept to the millisecond; none means never.</summary>
    public DateTimeOffset? AvailableUntil { get; init; }

    /// <summary>Whether it is kept but never recommended.</summary>
    public bool Hidden { get; init; }

    /// <summary>Anything else: <c>runtime</c>, <c>maturity</c>, <c>basedOn</c>, <c>franchise</c>, ...</summary>
    public AttributeMap Attributes { get; init; } = AttributeMap.Empty;

    /// <summary>Dense vectors by modality: <c>text</c>, <c>visual</c>, <c>audio</c>, <c>graph</c>, ...</summary>
    public FeatureMap Features { get; init; } = FeatureMap.Empty;
}
