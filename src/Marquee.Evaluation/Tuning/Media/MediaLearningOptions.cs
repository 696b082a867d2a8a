using Marquee.Media;
using Marquee.Recommenders;

namespace Marquee.Evaluation;

/// <summary>How an encoder of the pictures or sounds of items learns without labels, as options that a command line sets and a search tries.</summary>
public sealed record MediaLearningOptions : ModelOptions
{
    private const int LargestBatch = 256;

    /// <summary>Name under which their studies are kept.</summary>
    public const string Name = "media";

    /// <summary>The options.</summary>
    public static OptionSchema Schema { get; } = new(new MediaLearningOptions());

    /// <summary>How views are compared.</summary>
    [Option("How two views of one file are compared: nt-xent among others, vicreg and bootstrap without others.")]
    public MediaViewObjective Objective { get; init; } = MediaViewObjective.NtXent;

    /// <summary>Sharpness of nt-xent.</summary>
    [Option("How sharply nt-xent tells views apart; the smaller, the more the hardest others count. Other objectives have none.", Minimum = 0.01, Maximum = 10, SearchMinimum = 0.05, SearchMaximum = 1, Logarithmic = true)]
    public double Temperature { get; init; } = 0.2;

    /// <summary>Strength of views.</summary>
    [Option("How much views change: crops, colours, masks. 1 is usual.", Minimum = 0, Maximum = MediaPreparation.MostStrength, SearchMinimum = 0.3)]
    public double Strength { get; init; } = 1;

    /// <summary>Channels of the first stage.</summary>
    [Option("Channels of the network's first stage; each further stage has twice as many, and half the height and width.", Minimum = 1, Maximum = 512, SearchMinimum = 8, SearchMaximum = 32, Logarithmic = true)]
    public int Width { get; init; } = 16;

    /// <summary>Stages.</summary>
    [Option("Stages of the network; the last one's channels are the length of a vector.", Minimum = 1, Maximum = 6, SearchMinimum = 2, SearchMaximum = 4)]
    public int Stages { get; init; } = 3;

    /// <summary>Passes.</summary>
    [Option("Passes over the files.", Minimum = 1, Maximum = 10_000, SearchMinimum = 10, SearchMaximum = 100, Logarithmic = true)]
    public int Epochs { get; init; } = 30;

    /// <summary>Learning rate.</summary>
    [Option("Largest step of Adam; too large a one unlearns.", Minimum = 1e-6, Maximum = 1, SearchMinimum = 1e-4, SearchMaximum = 1e-2, Logarithmic = true)]
    public double LearningRate { get; init; } = new SelfSupervisedOptions().LearningRate;

    /// <summary>The network.</summary>
    public ConvolutionEncoderOptions Network => new() { Widths = [.. Enumerable.Range(0, Stages).Select(stage => Width << stage)] };

    /// <summary>What the encoder is trained for.</summary>
    /// <param name="preparation">What is made of files.</param>
    public PretrainingGoal Goal(MediaPreparation preparation)
    {
        ArgumentNullException.ThrowIfNull(preparation);
        var views = preparation.Views(Strength);
        return Objective switch
        {
            MediaViewObjective.NtXent => new ViewGoal(views, new NtXent(Temperature)),
            MediaViewObjective.Vicreg => new ViewGoal(views, new VicReg()),
            MediaViewObjective.Bootstrap => new BootstrapGoal(views),
            _ => throw new OptionException($"There is no objective {Objective}."),
        };
    }

    /// <summary>How it is trained. VICReg compares as many numbers as the projector has hidden ones.</summary>
    /// <param name="examples">How many examples it learns from.</param>
    /// <param name="seed">Seed of all chance.</param>
    /// <param name="share">Share of the passes, above 0 to 1; at least one pass is made.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor.</param>
    public SelfSupervisedOptions Training(int examples, ulong seed, double share = 1, int maxDegreeOfParallelism = 0)
    {
        var standard = new SelfSupervisedOptions();
        return standard with
        {
            Epochs = Math.Max(1, (int)Math.Round(share * Epochs)),
            BatchSize = Math.Min(LargestBatch, examples),
            LearningRate = LearningRate,
            ProjectorDimensions = Objective == MediaViewObjective.Vicreg ? standard.ProjectorHidden : standard.ProjectorDimensions,
            Seed = seed,
            MaxDegreeOfParallelism = maxDegreeOfParallelism,
        };
    }
}
