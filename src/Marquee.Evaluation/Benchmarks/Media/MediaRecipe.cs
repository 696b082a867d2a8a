using Marquee.Media;

namespace Marquee.Evaluation;

/// <summary>Networks, augmentations and options of a suite's methods.</summary>
internal sealed record MediaRecipe
{
    /// <summary>The encoder.</summary>
    public required EncoderDesign Design { get; init; }

    /// <summary>What it is trained for without labels.</summary>
    public required PretrainingGoal Goal { get; init; }

    /// <summary>How it is trained without labels.</summary>
    public required SelfSupervisedOptions SelfSupervised { get; init; }

    /// <summary>Views of labelled examples.</summary>
    public IAugmentation? Augmentation { get; init; }

    /// <summary>How it is trained with labels.</summary>
    public required FineTuningOptions Supervised { get; init; }

    /// <summary>How a pre-trained encoder is trained on; nothing for as from scratch.</summary>
    public FineTuningOptions? FineTuning { get; init; }

    /// <summary>How patches are learned.</summary>
    public PatchFeatureOptions Patches { get; init; } = new();

    /// <summary>How linear probes learn.</summary>
    public LinearProbeOptions Probe { get; init; } = new();

    /// <summary>Where labels are few, passes with them are more, until there are so many steps; 0 for no more.</summary>
    public int LeastSteps { get; init; }

    /// <summary>What linear probes read off an encoder of convolutions; nothing for its own vector.</summary>
    public EncoderReadout? Readout { get; init; }

    /// <summary>How many of the examples are learned from; 0 for all.</summary>
    public int MostExamples { get; init; }
}
