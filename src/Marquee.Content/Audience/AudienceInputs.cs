namespace Marquee.Content;

/// <summary>What an estimate may look at.</summary>
[Flags]
public enum AudienceInputs
{
    /// <summary>Kind, year, age at launch, month, running time, maturity, language, countries of origin, attributes.</summary>
    Metadata = 1,

    /// <summary>Categories and labels.</summary>
    Tags = 2,

    /// <summary>The words of the summary.</summary>
    Summary = 4,

    /// <summary>Facts: people, franchise, series, what it is based on.</summary>
    Graph = 8,

    /// <summary>The country of the audience and those it behaves like; how near it is to the countries of origin.</summary>
    Country = 16,

    /// <summary>Everything.</summary>
    All = Metadata | Tags | Summary | Graph | Country,
}
