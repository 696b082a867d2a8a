using System.Globalization;
using Marquee.Data;
using Marquee.Media;

namespace Marquee.Evaluation;

/// <summary>Videos of YouTube-8M as rows of bytes: of each 1,024 numbers of what is seen and 128 of what is heard, and its labels.</summary>
internal sealed class VideoRecords
{
    /// <summary>The file of the numbers.</summary>
    public const string Features = "features.u8";

    /// <summary>The file of the labels.</summary>
    public const string Labels = "labels.tsv";

    /// <summary>The file of the names of the labels.</summary>
    public const string Vocabulary = "vocabulary.tsv";

    private const int VisualNumbers = 1024;
    private const int AudioNumbers = 128;
    private const int RowBytes = VisualNumbers + AudioNumbers;

    private readonly byte[] _bytes;

    private VideoRecords(byte[] bytes, LabelSets labels) => (_bytes, LabelSets) = (bytes, labels);

    /// <summary>The labels of each video.</summary>
    public LabelSets LabelSets { get; }

    /// <summary>Number of videos.</summary>
    public int Count => LabelSets.Count;

    /// <summary>Both modalities.</summary>
    public ModalExamples Examples => new(new Modality("visual", new Columns(this, 0, VisualNumbers)), new Modality("audio", new Columns(this, VisualNumbers, AudioNumbers)));

    /// <summary>Reads a folder.</summary>
    /// <exception cref="DatasetException">A file is not as it should be.</exception>
    public static VideoRecords Read(string folder)
    {
        var labelCount = File.ReadLines(Path.Combine(folder, Vocabulary)).Count(line => line.Length > 0) - 1;
        var file = Path.Combine(folder, Labels);
        var sets = new List<int[]>();
        var number = 1;
        foreach (var line in File.ReadLines(file).Skip(1))
        {
            number++;
            var words = line.Split('\t') is [_, _, var text] ? text.Split(' ', StringSplitOptions.RemoveEmptyEntries) : throw new DatasetException(new DatasetProblem(file, number, "has not three columns: shard, id and labels"));
            sets.Add([.. words.Select(word => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var label) && label < labelCount
                ? label
                : throw new DatasetException(new DatasetProblem(file, number, $"names the label '{word}', which is none of 0 to {labelCount - 1}")))]);
        }

        var bytes = File.ReadAllBytes(Path.Combine(folder, Features));
        return bytes.LongLength == (long)sets.Count * RowBytes
            ? new VideoRecords(bytes, new LabelSets(labelCount, sets))
            : throw new DatasetException(new DatasetProblem(Path.Combine(folder, Features), 0, $"holds {bytes.LongLength} bytes; {sets.Count} videos of {RowBytes} bytes each are {(long)sets.Count * RowBytes}"));
    }

    private sealed class Columns(VideoRecords records, int first, int length) : IExamples
    {
        public int Count => records.Count;

        public PlaneShape Shape => new(1, 1, length);

        public void Read(int index, Span<float> target)
        {
            var source = records._bytes.AsSpan((index * RowBytes) + first, length);
            for (var place = 0; place < length; place++)
            {
                target[place] = (source[place] * (4f / 255)) + ((4f / 512) - 2);
            }
        }
    }
}
