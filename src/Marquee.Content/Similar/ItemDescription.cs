using Marquee.Data;

namespace Marquee.Content;

/// <summary>An item that does not exist yet, as a form describes it. Everything may be unknown.</summary>
public sealed record ItemDescription
{
    /// <summary>Working title.</summary>
    public string? Title { get; init; }

    /// <summary><c>film</c>, <c>series</c> or any other word.</summary>
    public string? Kind { get; init; }

    /// <summary>Year of first release.</summary>
    public int? Year { get; init; }

    /// <summary>Countries of origin (ISO 3166-1 alpha-2).</summary>
    public ValueList<string> Countries { get; init; } = [];

    /// <summary>Original language (ISO 639-1).</summary>
    public string? Language { get; init; }

    /// <summary>Genres.</summary>
    public ValueList<string> Categories { get; init; } = [];

    /// <summary>Tags.</summary>
    public ValueList<string> Labels { get; init; } = [];

    /// <summary>Who makes it.</summary>
    public ValueList<Person> People { get; init; } = [];

    /// <summary>What it is about, in words.</summary>
    public string? Summary { get; init; }

    /// <summary>Anything else.</summary>
    public AttributeMap Attributes { get; init; } = AttributeMap.Empty;

    /// <summary>Vectors, where an encoder made any of the description: <c>text</c>, <c>graph</c>.</summary>
    public FeatureMap Features { get; init; } = FeatureMap.Empty;

    /// <summary>Whose viewers it may expect, such as the show that it continues: indices of items. They stand for its audience.</summary>
    public ValueList<int> AudienceOf { get; init; } = [];

    /// <summary>The description of an item that exists.</summary>
    public static ItemDescription Of(Item item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return new ItemDescription
        {
            Title = item.Title,
            Kind = item.Kind,
            Year = item.Year ?? item.ReleaseDate?.Year,
            Countries = item.Countries,
            Language = item.Language,
            Categories = item.Categories,
            Labels = item.Labels,
            People = item.People,
            Summary = item.Summary,
            Attributes = item.Attributes,
            Features = item.Features,
        };
    }

    /// <summary>As an item without an id that any other has.</summary>
    internal Item ToItem() => new()
    {
        Id = " ",
        Title = Title,
        Kind = Kind,
        Year = Year,
        Countries = Countries,
        Language = Language,
        Categories = Categories,
        Labels = Labels,
        People = People,
        Summary = Summary,
        Attributes = Attributes,
        Features = Features,
    };
}
