using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Content.Tests.Graph;

/// <summary>Graphs small enough for slow and obvious forms.</summary>
internal static class SmallGraphs
{
    /// <summary>Facts drawn by chance, each once.</summary>
    public static FactGraph Random(int entities, int relations, int facts, ulong seed)
    {
        var random = new SplittableRandom(seed);
        var all = new HashSet<Fact>();
        while (all.Count < facts)
        {
            all.Add(new Fact(random.Next(entities), random.Next(relations), random.Next(entities)));
        }

        return Of(entities, relations, all);
    }

    /// <summary>Entities on a ring, each with the next, the one before, and the opposite; every tenth fact is held out, and what the others say is enough to know it.</summary>
    public static FactGraph Ring(int entities)
    {
        var all = Enumerable.Range(0, entities).SelectMany(one => new[]
        {
            new Fact(one, 0, (one + 1) % entities), new Fact((one + 1) % entities, 1, one), new Fact(one, 2, (one + (entities / 2)) % entities),
        }).ToArray();
        Fact[] held = [.. all.Where((_, number) => number % 10 == 3)];
        return Of(entities, 3, all.Except(held), held);
    }

    public static FactGraph Of(int entities, int relations, IEnumerable<Fact> facts, IEnumerable<Fact>? test = null) =>
        new(new IdMap(Enumerable.Range(0, entities).Select(number => $"e{number}")), new IdMap(Enumerable.Range(0, relations).Select(number => $"r{number}")), facts, test: test);
}
