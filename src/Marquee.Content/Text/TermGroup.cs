namespace Marquee.Content;

/// <summary>Where a term of an item comes from.</summary>
public enum TermGroup
{
    /// <summary>A word of the summary.</summary>
    Words,

    /// <summary>A label, or a person whoever they were in it.</summary>
    Tags,

    /// <summary>A country of origin.</summary>
    Countries,

    /// <summary>Kind, language, decade, maturity, and the runtime by quarter hours.</summary>
    Metadata,
}
