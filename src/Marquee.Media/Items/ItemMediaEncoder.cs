using Marquee.Data;
using Marquee.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Media;

/// <summary>
/// An encoder of the pictures or the sounds of items with all that it takes to read a file: learned without labels from one catalogue, used on that or another. Immutable.
/// </summary>
/// <param name="preparation">What is made of files.</param>
/// <param name="model">What reads that.</param>
public sealed class ItemMediaEncoder(MediaPreparation preparation, MediaEncoderModel model)
{
    // How sharply views are told apart; the suites of digits and pictures use the same.
    private const double Temperature = 0.2;

    /// <summary>What is made of files.</summary>
    public MediaPreparation Preparation { get; } = preparation;

    /// <summary>What reads that.</summary>
    public MediaEncoderModel Model { get; } = model;

    /// <summary>Learns from examples without labels: two views of one example are to be nearer than those of two (NT-Xent; Chen et al., A Simple Framework for Contrastive Learning, 2020), by a residual network of convolutions.</summary>
    /// <param name="preparation">What the examples were made by.</param>
    /// <param name="examples">What it learns from, at least two; some hundreds are a beginning.</param>
    /// <param name="encoder">How large the network is.</param>
    /// <param name="options">How it is trained.</param>
    /// <param name="progress">Told after each step.</param>
    /// <param name="cancellationToken">Checked before each step.</param>
    /// <exception cref="ArgumentException">The examples are not what the preparation makes, there are too few, or an option is outside of its range.</exception>
    public static ItemMediaEncoder Train(
        MediaPreparation preparation,
        IExamples examples,
        ConvolutionEncoderOptions encoder,
        SelfSupervisedOptions options,
        IProgress<LearningProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(preparation);
        return Train(preparation, examples, encoder, new ViewGoal(preparation.Views(), new NtXent(Temperature)), options, progress, cancellationToken);
    }

    /// <summary>Learns from examples without labels for another goal, such as other views (<see cref="MediaPreparation.Views"/>) or another comparison of them.</summary>
    /// <param name="preparation">What the examples were made by.</param>
    /// <param name="examples">What it learns from, at least two.</param>
    /// <param name="encoder">How large the network is.</param>
    /// <param name="goal">What it is trained for.</param>
    /// <param name="options">How it is trained.</param>
    /// <param name="progress">Told after each step.</param>
    /// <param name="cancellationToken">Checked before each step.</param>
    /// <exception cref="ArgumentException">The examples are not what the preparation makes or the goal can take, there are too few, or an option is outside of its range.</exception>
    public static ItemMediaEncoder Train(
        MediaPreparation preparation,
        IExamples examples,
        ConvolutionEncoderOptions encoder,
        PretrainingGoal goal,
        SelfSupervisedOptions options,
        IProgress<LearningProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(preparation);
        return new ItemMediaEncoder(preparation, SelfSupervisedTrainer.Train(new ConvolutionDesign(preparation.Shape, encoder), examples, goal, options, progress, cancellationToken));
    }

    /// <summary>The vectors of files.</summary>
    /// <param name="paths">The files.</param>
    /// <param name="limits">What reading each may cost; null is <see cref="DecodeLimits.Default"/>.</param>
    /// <param name="progress">Told the share of files read.</param>
    /// <param name="cancellationToken">Checked before each file and every few examples.</param>
    /// <returns><c>files x dimensions</c>.</returns>
    /// <exception cref="MediaException">A file cannot be read.</exception>
    public DenseMatrix Embed(IReadOnlyList<string> paths, DecodeLimits? limits = null, IProgress<double>? progress = null, CancellationToken cancellationToken = default) =>
        Model.Embed(Preparation.Read(paths, limits, progress, cancellationToken), cancellationToken: cancellationToken);

    /// <summary>Writes everything.</summary>
    /// <param name="writer">Where to.</param>
    public void Save(ArtifactWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Model.Save(writer);
        Preparation.Save(writer);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="reader">Where from.</param>
    /// <exception cref="InvalidDataException">Something is missing or does not fit together.</exception>
    public static ItemMediaEncoder Load(ArtifactReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return new ItemMediaEncoder(MediaPreparation.Load(reader), MediaEncoderModel.Load(reader));
    }
}
