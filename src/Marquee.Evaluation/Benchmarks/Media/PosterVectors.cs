using Marquee.Media;
using Marquee.Numerics;

namespace Marquee.Evaluation;

/// <summary>Vectors of posters: by features made by hand, and by a convolution that learned from posters alone, without a label.</summary>
internal static class PosterVectors
{
    // A third of the posters' own size keeps their proportions and takes a ninth of the time.
    private const int Width = 32;
    private const int Height = 48;

    private static readonly PlaneShape Shape = new(Height, Width, 3);

    /// <summary>What the encoder learns to see through: which part is shown, the side, light and colour.</summary>
    private static AugmentationChain Views => new(new ResizedCrop(Height, Width, 0.3, 1, 0.5, 0.9), new HorizontalFlip(), new ColourJitter(), new Greyscale());

    /// <summary>Colours, texture and edges, standardised over the posters.</summary>
    public static DenseMatrix ByHand(IReadOnlyList<Picture> posters) => FilmMedia.Standardized([.. posters.Select(PictureFeatures.Of)]);

    /// <summary>What an encoder makes of the posters, standardised over them.</summary>
    /// <param name="posters">The posters.</param>
    /// <param name="learned">What it learns from: these posters and others.</param>
    /// <param name="epochs">Passes over them.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor.</param>
    public static DenseMatrix Learned(IReadOnlyList<Picture> posters, IReadOnlyList<Picture> learned, int epochs, int maxDegreeOfParallelism)
    {
        var options = new SelfSupervisedOptions { Epochs = epochs, BatchSize = 256, SliceSize = 128, LearningRate = 2e-3, MaxDegreeOfParallelism = maxDegreeOfParallelism };
        var design = new ConvolutionDesign(Shape, new ConvolutionEncoderOptions { Widths = [16, 32, 64] });
        var encoder = SelfSupervisedTrainer.Train(design, Examples(learned), new ViewGoal(Views, new NtXent(0.2)), options);
        var vectors = encoder.Embed(Examples(posters), maxDegreeOfParallelism);
        return FilmMedia.Standardized([.. Enumerable.Range(0, vectors.Rows).Select(row => vectors.Row(row).ToArray())]);
    }

    private static PictureExamples Examples(IReadOnlyList<Picture> posters) => new([.. posters.Select(poster => PictureResizer.Resize(poster, Width, Height))]);
}
