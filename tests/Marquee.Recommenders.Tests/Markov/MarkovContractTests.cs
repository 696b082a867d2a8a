using Marquee.Testing;

namespace Marquee.Recommenders.Tests;

public sealed class MarkovContractTests() : RecommenderContract("markov")
{
    protected override string? WhyNotPersonal => "It tells what comes next; the missing square is what should have come before.";

    // The split is at random: what is to be found did not come next.
    protected override (double Minimum, double Maximum) AccuracyBand => (.165, .18);
}

public sealed class TimedMarkovContractTests() : RecommenderContract("markov")
{
    protected override ModelOptions SmallOptions =>
        new MarkovOptions { Window = 3, Direction = MarkovDirection.Both, GapHalfLife = 5, Neighbours = 10, ProfileHalfLife = 20, ProfileItems = 6, PopularityExponent = .5 };

    protected override string? WhyNotPersonal => "It tells what comes next or came before; the missing square is far from both.";

    // With everything in the window, in both directions and none fading, it is a neighbourhood model.
    protected override ModelOptions AccuracyOptions => new MarkovOptions { Window = 1000, WindowDecay = 1, Direction = MarkovDirection.Both, ProfileItems = 1000, ProfileDecay = 1 };

    protected override (double Minimum, double Maximum) AccuracyBand => (.39, .41);
}
