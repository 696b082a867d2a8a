using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Media;

/// <summary>An encoder and the classifier upon it, trained together by <see cref="FineTuning"/>. Immutable, used from several threads at once.</summary>
/// <param name="Encoder">Makes vectors.</param>
/// <param name="Head">Tells classes from them.</param>
public sealed record MediaClassifier(MediaEncoderModel Encoder, LinearProbe Head)
{
    /// <summary>The logarithm of how much each class is spoken for, up to a number the same for all classes.</summary>
    /// <param name="examples">The examples.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor.</param>
    /// <returns><c>examples x classes</c>.</returns>
    /// <exception cref="ArgumentException">The examples are of another shape.</exception>
    public DenseMatrix Score(IExamples examples, int maxDegreeOfParallelism = 0) => Head.Score(Encoder.Embed(examples, maxDegreeOfParallelism), maxDegreeOfParallelism);

    /// <summary>The likeliest class of each example.</summary>
    /// <param name="examples">The examples.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor.</param>
    /// <exception cref="ArgumentException">The examples are of another shape.</exception>
    public int[] Classify(IExamples examples, int maxDegreeOfParallelism = 0) => LargestColumn.OfRows(Score(examples, maxDegreeOfParallelism));

    /// <summary>Writes everything.</summary>
    /// <param name="writer">Where to.</param>
    public void Save(ArtifactWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Properties["kind"] = "media-classifier";
        Encoder.Save(writer.Part("encoder"));
        Head.Save(writer.Part("head"));
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="reader">Where from.</param>
    /// <exception cref="InvalidDataException">Something is missing or does not fit together.</exception>
    public static MediaClassifier Load(ArtifactReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return new MediaClassifier(MediaEncoderModel.Load(reader.Part("encoder")), LinearProbe.Load(reader.Part("head")));
    }
}
