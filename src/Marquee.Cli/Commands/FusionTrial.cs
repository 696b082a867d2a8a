using Marquee.Evaluation;
using Marquee.Media;
using Marquee.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Cli.Commands;

/// <summary>How well labels of items that were held out are told from each modality alone and from all of them: one recipe, the same items.</summary>
internal sealed class FusionTrial
{
    private const int Parts = 5;

    private readonly ModalExamples _examples;
    private readonly LabelSets _labels;
    private readonly ItemFusionOptions _options;
    private readonly int[] _train;
    private readonly TaggingModel _all;

    private FusionTrial(ModalExamples examples, LabelSets labels, ItemFusionOptions options, int[] train, int[] held, TaggingModel all) =>
        (_examples, _labels, _options, _train, Held, _all) = (examples, labels, options, train, held, all);

    /// <summary>The items that were held out: a fifth, drawn by chance.</summary>
    public int[] Held { get; }

    /// <summary>Holds a fifth of the items out and learns from all modalities of the others.</summary>
    public static FusionTrial Begin(ModalExamples examples, LabelSets labels, ItemFusionOptions options, IProgress<LearningProgress> progress, CancellationToken cancellation)
    {
        int[] order = [.. Enumerable.Range(0, examples.Count)];
        new SplittableRandom(options.Seed).Split("held out").Shuffle(order.AsSpan());
        var held = order[..Math.Max(1, order.Length / Parts)];
        var train = order[held.Length..];
        Array.Sort(held);
        Array.Sort(train);
        return new FusionTrial(examples, labels, options, train, held, ItemFusion.Train(examples.Take(train), labels.Take(train), options, progress, cancellation));
    }

    /// <summary>Learns from one modality alone, of the items that have it.</summary>
    /// <returns>What it said of the held-out items that have it, beside what all modalities say of the same items; nothing where no item to learn from, or no held-out one with a label, has it.</returns>
    public (TaggedExamples Alone, TaggedExamples All)? Alone(Modality modality, IProgress<LearningProgress> progress, CancellationToken cancellation)
    {
        int[] train = [.. _train.Where(modality.Has)], held = [.. Held.Where(modality.Has)];
        var theirs = _labels.Take(held);
        if (train.Length == 0 || !Enumerable.Range(0, held.Length).Any(item => !theirs.Of(item).IsEmpty))
        {
            return null;
        }

        var only = _examples.Take(train).Only(modality.Name);
        var model = ItemFusion.Train(only, _labels.Take(train), _options, progress, cancellation);
        return (new TaggedExamples(model.Score(_examples.Take(held).Only(modality.Name)), theirs), new TaggedExamples(_all.Score(_examples.Take(held)), theirs));
    }
}
