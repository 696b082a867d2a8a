using System.Globalization;

namespace Marquee.Media;

/// <summary>
/// Many videos of YouTube-8M in a compact form: a folder of <c>features.u8</c> (1,152 bytes a video: 1,024 of its pictures, 128 of its sound, each the nearest of 256 equal steps from -2 to 2, as the data set's frames are stored),
/// <c>labels.tsv</c> (shard, id and labels of each video, in that order) and <c>vocabulary.tsv</c> (number and name of each label).
/// </summary>
public sealed class YouTube8mSet
{
    private const int BytesOfVideo = YouTube8mReader.VisualLength + YouTube8mReader.AudioLength;

    private readonly byte[] _features;

    private YouTube8mSet(byte[] features, IReadOnlyList<string> ids, IReadOnlyList<IReadOnlyList<int>> labels, IReadOnlyList<string> vocabulary) =>
        (_features, Ids, Labels, Vocabulary) = (features, ids, labels, vocabulary);

    /// <summary>Videos.</summary>
    public int Count => Ids.Count;

    /// <summary>Names of the videos.</summary>
    public IReadOnlyList<string> Ids { get; }

    /// <summary>What each video shows, as places in <see cref="Vocabulary"/>.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Labels { get; }

    /// <summary>Names of the labels.</summary>
    public IReadOnlyList<string> Vocabulary { get; }

    /// <summary>Reads a folder.</summary>
    /// <exception cref="MediaException">A file cannot be opened, or is not as it should be: which, where, and what would be right.</exception>
    public static YouTube8mSet Read(string folder)
    {
        var (featurePath, labelPath, vocabularyPath) = (Path.Combine(folder, "features.u8"), Path.Combine(folder, "labels.tsv"), Path.Combine(folder, "vocabulary.tsv"));
        var names = Rows(vocabularyPath, 2).Select((row, index) => row.Parts[0] == index.ToString(CultureInfo.InvariantCulture)
            ? row.Parts[1]
            : throw new MediaException($"{vocabularyPath}, line {row.Line}: label {index} was expected, not '{row.Parts[0]}'.")).ToArray();
        var ids = new List<string>();
        var labels = new List<IReadOnlyList<int>>();
        foreach (var (line, parts) in Rows(labelPath, 3))
        {
            ids.Add(parts[1]);
            labels.Add(Array.ConvertAll(parts[2].Split(' ', StringSplitOptions.RemoveEmptyEntries), part =>
                int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var label) && label < names.Length
                    ? label
                    : throw new MediaException($"{labelPath}, line {line}: '{part}' is no label; there are 0 to {names.Length - 1}.")));
        }

        var features = BoundedReading.Named(featurePath, () => BoundedReading.ReadFile(featurePath, new DecodeLimits { MaximumBytes = Array.MaxLength })).ToArray();
        return features.LongLength == (long)ids.Count * BytesOfVideo
            ? new YouTube8mSet(features, ids, labels, names)
            : throw new MediaException($"{featurePath}: {features.LongLength:N0} bytes are not {BytesOfVideo:N0} for each of the {ids.Count:N0} videos of {labelPath}.");
    }

    /// <summary>Writes the numbers of a video's pictures.</summary>
    /// <param name="video">Which, from 0.</param>
    /// <param name="target"><see cref="YouTube8mReader.VisualLength"/> numbers.</param>
    public void ReadVisual(int video, Span<float> target) => Dequantize(_features.AsSpan(video * BytesOfVideo, YouTube8mReader.VisualLength), target);

    /// <summary>Writes the numbers of a video's sound.</summary>
    /// <param name="video">Which, from 0.</param>
    /// <param name="target"><see cref="YouTube8mReader.AudioLength"/> numbers.</param>
    public void ReadAudio(int video, Span<float> target) =>
        Dequantize(_features.AsSpan((video * BytesOfVideo) + YouTube8mReader.VisualLength, YouTube8mReader.AudioLength), target);

    private static void Dequantize(ReadOnlySpan<byte> steps, Span<float> target)
    {
        if (target.Length != steps.Length)
        {
            throw new ArgumentException($"A video has {steps.Length} of these numbers, not {target.Length}.", nameof(target));
        }

        for (var index = 0; index < steps.Length; index++)
        {
            target[index] = (steps[index] * (4f / 255)) + (4f / 512) - 2;
        }
    }

    private static IEnumerable<(int Line, string[] Parts)> Rows(string path, int columns)
    {
        using var reader = new StreamReader(BoundedReading.Named(path, () => BoundedReading.Open(path)));
        reader.ReadLine();
        for (var line = 2; reader.ReadLine() is { } text; line++)
        {
            var parts = text.Split('\t');
            yield return parts.Length >= columns
                ? (line, parts)
                : throw new MediaException($"{path}, line {line}: {parts.Length} columns; {columns} were expected.");
        }
    }
}
