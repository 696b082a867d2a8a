using System.Text;

namespace Marquee.Media;

/// <summary>Reads the video-level records of YouTube-8M: TFRecord files of <c>tf.train.Example</c> with <c>id</c>, <c>labels</c>, <c>mean_rgb</c> and <c>mean_audio</c>.</summary>
public static class YouTube8mReader
{
    /// <summary>Numbers of a video's pictures.</summary>
    public const int VisualLength = 1024;

    /// <summary>Numbers of a video's sound.</summary>
    public const int AudioLength = 128;

    /// <summary>Labels that there are.</summary>
    public const int LabelCount = 3862;

    /// <summary>The videos of a file, one after the other.</summary>
    /// <param name="path">The file; messages carry it and the record's number, from 1.</param>
    /// <param name="limits">What a record may cost; null is <see cref="DecodeLimits.Default"/>.</param>
    /// <exception cref="MediaException">While it is gone through: it cannot be opened, is cut or damaged, or a record is no such video.</exception>
    public static IEnumerable<YouTube8mVideo> ReadFile(string path, DecodeLimits? limits = null) =>
        TfRecordReader.ReadFile(path, limits).Select((record, index) => Parse(record, path, index + 1));

    /// <summary>The videos of a stream, one after the other.</summary>
    /// <param name="stream">The file, from where it stands to its end.</param>
    /// <param name="limits">What a record may cost; null is <see cref="DecodeLimits.Default"/>.</param>
    /// <param name="name">What to call it where it cannot be read.</param>
    /// <exception cref="MediaException">While it is gone through: it is cut or damaged, or a record is no such video.</exception>
    public static IEnumerable<YouTube8mVideo> Read(Stream stream, DecodeLimits? limits = null, string? name = null) =>
        TfRecordReader.Read(stream, limits, name).Select((record, index) => Parse(record, name, index + 1));

    private static YouTube8mVideo Parse(byte[] record, string? name, int number) =>
        BoundedReading.Named($"{name ?? "TFRecord"}, record {number:N0}", () =>
        {
            var features = TfExample.Parse(record).Features;
            var id = features.GetValueOrDefault("id")?.Bytes is [var only] ? Encoding.UTF8.GetString(only) : throw new MediaException("the record has no id.");
            var labels = features.GetValueOrDefault("labels")?.Integers ?? [];
            if (labels.Any(label => label is < 0 or >= LabelCount))
            {
                throw new MediaException($"video {id} has a label that is none of 0 to {LabelCount - 1}.");
            }

            return new YouTube8mVideo(id, [.. labels.Select(label => (int)label)], Numbers(features, id, "mean_rgb", VisualLength), Numbers(features, id, "mean_audio", AudioLength));
        });

    private static float[] Numbers(IReadOnlyDictionary<string, TfFeature> features, string id, string name, int length)
    {
        var numbers = features.GetValueOrDefault(name)?.Singles ?? [];
        return numbers.Count == length && numbers.All(float.IsFinite)
            ? [.. numbers]
            : throw new MediaException($"video {id} has {numbers.Count} numbers of {name}; {length} that are finite make one.");
    }
}
