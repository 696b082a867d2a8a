using Marquee.Media;

namespace Marquee.Evaluation;

/// <summary>What a method learns from and what it is asked: one fold, or all there is.</summary>
/// <param name="Name">What is kept between methods and variants is kept under it: equal names mean the same examples to learn from.</param>
/// <param name="Train">Examples to learn from, with a label or without.</param>
/// <param name="Labels">What is known of them.</param>
/// <param name="Test">Examples to classify.</param>
/// <param name="Wanted">Their classes.</param>
internal sealed record AccuracySplit(string Name, IExamples Train, ExampleLabels Labels, IExamples Test, IReadOnlyList<int> Wanted)
{
    /// <summary>A split of examples whose classes are all known.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="examples">The examples.</param>
    /// <param name="ofExamples">Their classes.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="tests">Which examples test; the others train.</param>
    /// <param name="oneIn">One label in so many is known, drawn for each class; 1 for all.</param>
    /// <param name="seed">Seed of which.</param>
    public static AccuracySplit Of(string name, IExamples examples, IReadOnlyList<int> ofExamples, int classes, Func<int, bool> tests, int oneIn = 1, ulong seed = 0)
    {
        var parts = Enumerable.Range(0, examples.Count).ToLookup(tests);
        var (train, test) = (parts[false].ToArray(), parts[true].ToArray());
        return new AccuracySplit(
            name,
            new ExampleSubset(examples, train),
            AccuracyLabels.OneIn(oneIn, [.. train.Select(example => ofExamples[example])], classes, seed),
            new ExampleSubset(examples, test),
            [.. test.Select(example => ofExamples[example])]);
    }
}
