using Marquee.Testing;

namespace Marquee.Recommenders.Tests;

/// <summary>The hybrid with its ranker keeps all promises of a model.</summary>
public sealed class RankedContractTests() : RecommenderContract("hybrid")
{
    // A random split asks for what lies between the items of the history, the ranker answers what comes after them; so does a hybrid without it that learns on the latest stretch.
    protected override (double Minimum, double Maximum) AccuracyBand => (0.17, 0.27);

    protected override ModelOptions SmallOptions => new HybridOptions
    {
        Factors = 16,
        Neighbours = 40,
        Ranker = true,
        ValidationShare = 0.2,
        Cuts = 3,
        Trees = 20,
        Head = 20,
    };

    protected override ModelOptions AccuracyOptions => new HybridOptions { Ranker = true, Cuts = 3, Trees = 50 };

    protected override string? WhyItemOrderMatters => "The factorization among its members draws its factors by the numbers of the items.";

    protected override string? WhyNotPersonal => "On the checkerboard the latest items of each user are those of the largest numbers, so that what comes next in time is never the missing square.";
}
