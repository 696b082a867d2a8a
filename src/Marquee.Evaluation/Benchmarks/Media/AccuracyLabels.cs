using Marquee.Media;
using Marquee.Numerics;

namespace Marquee.Evaluation;

/// <summary>Labels of which only some are to be known.</summary>
internal static class AccuracyLabels
{
    /// <summary>Keeps one label in so many of every class, drawn at random, at least one.</summary>
    /// <param name="oneIn">One in so many; 1 keeps all.</param>
    /// <param name="labels">The class of each example.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="seed">Seed of which.</param>
    public static ExampleLabels OneIn(int oneIn, IReadOnlyList<int> labels, int classes, ulong seed)
    {
        if (oneIn == 1)
        {
            return new ExampleLabels(labels, classes);
        }

        var kept = new int[labels.Count];
        Array.Fill(kept, -1);
        var random = new SplittableRandom(seed).Split("labels");
        foreach (var ofClass in Enumerable.Range(0, labels.Count).GroupBy(example => labels[example]))
        {
            var members = ofClass.ToArray();
            random.Split((ulong)ofClass.Key).Shuffle(members.AsSpan());
            foreach (var example in members.Take(Math.Max(1, members.Length / oneIn)))
            {
                kept[example] = ofClass.Key;
            }
        }

        return new ExampleLabels(kept, classes);
    }
}
