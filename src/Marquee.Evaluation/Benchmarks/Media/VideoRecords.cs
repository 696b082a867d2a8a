using Marquee.Data;
using Marquee.Media;

namespace Marquee.Evaluation;

/// <summary>The videos of a <see cref="YouTube8mSet"/> as examples of two modalities with labels.</summary>
/// <param name="videos">The videos.</param>
internal sealed class VideoRecords(YouTube8mSet videos)
{
    /// <summary>A file by which the folder is known.</summary>
    public const string Features = "features.u8";

    /// <summary>The labels of each video.</summary>
    public LabelSets LabelSets { get; } = new(videos.Vocabulary.Count, [.. videos.Labels.Select(labels => labels.ToArray())]);

    /// <summary>Number of videos.</summary>
    public int Count => videos.Count;

    /// <summary>Both modalities.</summary>
    public ModalExamples Examples { get; } = new(
        new Modality("visual", new Side(videos.Count, YouTube8mReader.VisualLength, videos.ReadVisual)),
        new Modality("audio", new Side(videos.Count, YouTube8mReader.AudioLength, videos.ReadAudio)));

    /// <summary>Reads a folder.</summary>
    /// <exception cref="DatasetException">A file is not as it should be.</exception>
    public static VideoRecords Read(string folder)
    {
        try
        {
            return new VideoRecords(YouTube8mSet.Read(folder));
        }
        catch (MediaException exception)
        {
            throw new DatasetException(new DatasetProblem(folder, 0, exception.Message));
        }
    }

    private delegate void Reading(int video, Span<float> target);

    private sealed class Side(int count, int length, Reading read) : IExamples
    {
        public int Count => count;

        public PlaneShape Shape => new(1, 1, length);

        public void Read(int index, Span<float> target) => read(index, target);
    }
}
