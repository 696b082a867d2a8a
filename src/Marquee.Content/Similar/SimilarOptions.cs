namespace Marquee.Content;

/// <summary>How <see cref="ComparableItems"/> weighs what items have in common.</summary>
/// <remarks>Chosen by looking at the neighbours of well-known items of the demo service; nothing is learned from them.</remarks>
public sealed record SimilarOptions
{
    /// <summary>In the theme: how much a shared category counts beside a label of the same rarity. Default 0.7.</summary>
    public double CategoryWeight { get; init; } = 0.7;

    /// <summary>In the theme: how much a shared person counts beside a label of the same rarity. Default 0.3.</summary>
    public double PersonWeight { get; init; } = 0.3;

    /// <summary>In the audience: shared viewers at which the cosine counts half; it is multiplied by <c>n / (n + shrinkage)</c>. Default 10.</summary>
    public double Shrinkage { get; init; } = 10;

    /// <summary>In the text: words in more than this share of the summaries say nothing. Default 0.02.</summary>
    public double CommonWords { get; init; } = 0.02;

    /// <summary>How much of the views of graph and text an embedding decides, where items carry one (features <c>graph</c> and <c>text</c>); the rest is left to shared facts and words. Default 0.5.</summary>
    public double EmbeddingShare { get; init; } = 0.5;

    /// <summary>Further facts, by item id: what a graph of knowledge says beyond the items' own attributes.</summary>
    public IReadOnlyList<ItemFact> Facts { get; init; } = [];

    /// <summary>Refuses what lies outside its range.</summary>
    /// <exception cref="ArgumentException">An option lies outside its range; the message says which and what would be right.</exception>
    internal void Check()
    {
        Require(CategoryWeight is >= 0 and < double.PositiveInfinity, nameof(CategoryWeight), CategoryWeight, "a number from 0 on");
        Require(PersonWeight is >= 0 and < double.PositiveInfinity, nameof(PersonWeight), PersonWeight, "a number from 0 on");
        Require(Shrinkage is >= 0 and < double.PositiveInfinity, nameof(Shrinkage), Shrinkage, "a number from 0 on");
        Require(CommonWords is > 0 and <= 1, nameof(CommonWords), CommonWords, "above 0 and at most 1");
        Require(EmbeddingShare is >= 0 and <= 1, nameof(EmbeddingShare), EmbeddingShare, "from 0 to 1");

        static void Require(bool holds, string name, double value, string range)
        {
            if (!holds)
            {
                throw new ArgumentException($"{name} must be {range}; given: {value}.", name);
            }
        }
    }
}
