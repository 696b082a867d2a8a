using Marquee.Data;

namespace Marquee.Evaluation.Tests;

/// <summary>Served lists and policies, written as a person would.</summary>
internal static class Served
{
    public static ServedList List(int user, int[] items, float[]? propensities = null, long time = 0, string surface = "recommend", int offset = 0) =>
        new($"{user}@{time}", time, user, "test/1", surface, items, propensities ?? [.. items.Select(_ => 0.5f)], offset);

    public static LoggedList Logged(int user, int[] items, float[] propensities, double[] rewards) => new(List(user, items, propensities), rewards);
}

/// <summary>A policy that is a function of a list and a place.</summary>
internal sealed class FunctionPolicy(Func<ServedList, int, PlaceChances> decide) : IServingPolicy
{
    public PlaceChances[] Decide(ServedList served) => [.. Enumerable.Range(0, served.Items.Length).Select(place => At(served, place))];

    public PlaceChances At(ServedList served, int place) => decide(served, place);
}

/// <summary>A reward model that is a function of place and item.</summary>
internal sealed class FunctionRewards(Func<int, int, double> expect) : IRewardModel
{
    public Func<int, int, double> For(ServedList served) => expect;
}
