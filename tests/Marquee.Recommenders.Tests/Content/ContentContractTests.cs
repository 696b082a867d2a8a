using Marquee.Data;
using Marquee.Testing;

namespace Marquee.Recommenders.Tests;

public abstract class ContentContractTests(TextWeighting weighting) : RecommenderContract("content")
{
    protected override ModelOptions SmallOptions => new ContentOptions { Weighting = weighting };

    protected override ModelOptions AccuracyOptions => SmallOptions;

    // MovieLens says of its films no more than title, genres and year, and nothing of how popular they are.
    protected override (double Minimum, double Maximum) AccuracyBand => (0.03, 0.045);

    protected override Item Describe(Item item, int number) => item with
    {
        Title = $"Title {number}",
        Categories = [number % 2 == 0 ? "even" : "odd"],
        Summary = $"A story of {number / 4}, and of {number / 10} others.",
    };
}

public sealed class ContentTfIdfContractTests() : ContentContractTests(TextWeighting.TfIdf);

public sealed class ContentBm25ContractTests() : ContentContractTests(TextWeighting.Bm25);
