namespace Marquee.Content;

/// <summary>Which terms <see cref="ItemTerms"/> takes of items.</summary>
public sealed record ItemTermOptions
{
    /// <summary>The groups that are taken. Default: all.</summary>
    public IReadOnlyList<TermGroup> Groups { get; init; } = Enum.GetValues<TermGroup>();

    /// <summary>Whether two words that stand side by side are a term too. Default false.</summary>
    public bool WordPairs { get; init; }

    /// <summary>A term that fewer items have is left out; at least 1. Default 2.</summary>
    public int MinimumItems { get; init; } = 2;
}
