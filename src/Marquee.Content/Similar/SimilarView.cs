namespace Marquee.Content;

/// <summary>In which respect items are alike.</summary>
public enum SimilarView
{
    /// <summary>What they are about: categories, labels, and a little who made them.</summary>
    Theme,

    /// <summary>Who watches them.</summary>
    Audience,

    /// <summary>What is known of them: who made them, countries, language, time, franchise, what they are based on, and further facts.</summary>
    Graph,

    /// <summary>What their summaries say.</summary>
    Text,

    /// <summary>All of these, with weights of the reader's choice.</summary>
    Blend,
}
