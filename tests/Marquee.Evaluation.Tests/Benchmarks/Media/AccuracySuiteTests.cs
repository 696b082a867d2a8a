using Marquee.Data;
using Marquee.Testing;

namespace Marquee.Evaluation.Tests.Benchmarks.Media;

public class AccuracySuiteTests
{
    [Fact]
    public void Digits_are_told_by_official_split_and_by_speakers_left_out()
    {
        using var folder = new TemporaryFolder();
        WriteTones(folder);
        var rows = new SpokenDigitsSuite().Run(new BenchmarkInput(folder.Path), new ExperimentSettings(), ["band statistics + linear", "quick supervised", "quick self-supervised + linear"]).Rows;
        rows.Select(row => (row.Model, row.Variant)).ShouldBeUnique();
        rows.Select(row => row.Variant).Distinct().ShouldBe(
            [
                "official split", "official split, less supervised on the same examples", "official split, a tenth of the labels", "official split, a tenth of the labels, less supervised on the same examples",
                "one speaker left out", "one speaker left out, less supervised on the same examples",
            ],
            ignoreOrder: true);

        double Of(string model, string variant) => rows.Single(row => row.Model == model && row.Variant == variant).Metric("accuracy")!.Value;
        Of("quick self-supervised + linear", "one speaker left out, less supervised on the same examples")
            .ShouldBe(Of("quick self-supervised + linear", "one speaker left out") - Of("quick supervised", "one speaker left out"), 1e-9);

        // Tones a fifth apart are told by which bands they stand in.
        Of("band statistics + linear", "official split").ShouldBe(1);
        rows.ShouldAllBe(row => row.Intervals.Count == 1 && row.Intervals[0].Value.Low <= row.Metric("accuracy") && row.Intervals[0].Value.High >= row.Metric("accuracy"));
    }

    [Fact]
    public void A_recording_with_another_name_is_refused()
    {
        using var folder = new TemporaryFolder();
        WriteTones(folder);
        File.Copy(Path.Combine(folder.Path, "0_george_0.wav"), Path.Combine(folder.Path, "ten_george_0.wav"));
        Should.Throw<DatasetException>(() => new SpokenDigitsSuite().Run(new BenchmarkInput(folder.Path), new ExperimentSettings(), ["quick supervised"])).Message.ShouldContain("ten_george_0.wav");
    }

    [Fact]
    public void Some_labels_of_every_class_are_kept()
    {
        int[] labels = [.. Enumerable.Range(0, 300).Select(example => example % 3)];
        var kept = AccuracyLabels.OneIn(10, labels, 3, 42);
        Enumerable.Range(0, 300).Where(example => kept[example] >= 0).GroupBy(example => kept[example]).Select(group => (group.Key, group.Count())).Order().ShouldBe([(0, 10), (1, 10), (2, 10)]);
        Enumerable.Range(0, 300).ShouldAllBe(example => kept[example] == -1 || kept[example] == labels[example]);
    }

    [Fact]
    public void Pictures_are_read_from_folders_and_their_classes_from_names()
    {
        using var folder = new TemporaryFolder();
        var problem = Should.Throw<DatasetException>(() => CifarPictures.Read(folder.Path, "train", 1));
        problem.Message.ShouldContain("train.tar.xz");
        Directory.CreateDirectory(Path.Combine(folder.Path, "train", "cat"));
        folder.Write("train/cat/0000.jpg", "no picture");
        Should.Throw<DatasetException>(() => CifarPictures.Read(folder.Path, "train", 1)).Message.ShouldContain("train/cat/0000.jpg");
    }

    /// <summary>Two digits, two speakers and seven recordings of each, as tones.</summary>
    private static void WriteTones(TemporaryFolder folder)
    {
        foreach (var (speaker, pitch) in new[] { ("george", 400.0), ("lucas", 420) })
        {
            for (var recording = 0; recording < 14; recording++)
            {
                var (digit, samples) = (recording / 7, new byte[8000]);
                for (var sample = 0; sample < samples.Length / 2; sample++)
                {
                    var value = (short)(8000 * Math.Sin(2 * Math.PI * pitch * (digit == 0 ? 1 : 1.5) * (1 + (recording % 7 * 0.005)) * sample / 8000));
                    (samples[2 * sample], samples[(2 * sample) + 1]) = ((byte)value, (byte)(value >> 8));
                }

                using var file = new BinaryWriter(File.Create(Path.Combine(folder.Path, $"{digit}_{speaker}_{recording % 7}.wav")));
                file.Write("RIFF"u8);
                file.Write(36 + samples.Length);
                file.Write("WAVEfmt "u8);
                file.Write(16);
                file.Write((short)1);
                file.Write((short)1);
                file.Write(8000);
                file.Write(16000);
                file.Write((short)2);
                file.Write((short)16);
                file.Write("data"u8);
                file.Write(samples.Length);
                file.Write(samples);
            }
        }
    }
}
