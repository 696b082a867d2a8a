using System.Buffers.Binary;
using System.Text;
using Marquee.Data;
using Marquee.Testing;

namespace Marquee.Evaluation.Tests.Benchmarks;

public class FewShotDigitsSuiteTests
{
    [Fact]
    public void Tones_of_ten_heights_are_told_apart_from_one_recording_of_each()
    {
        using var folder = new TemporaryFolder();
        for (var digit = 0; digit < 10; digit++)
        {
            for (var index = 0; index < 20; index++)
            {
                File.WriteAllBytes(Path.Combine(folder.Path, $"{digit}_george_{index}.wav"), Tone(300 + (300 * digit), 0.1 + (0.005 * index)));
            }
        }

        var report = new FewShotDigitsSuite { Episodes = 5 }.Run(new BenchmarkInput(folder.Path), new ExperimentSettings { MaxDegreeOfParallelism = 1 }, ["prototypes of spectrograms"]);
        report.Rows.Select(row => row.Variant).ShouldBe(["5-way 1-shot", "5-way 5-shot"]);
        report.Rows.ShouldAllBe(row => row.Metric("accuracy") > 0.9 && row.Note!.Contains("on the two halves"));
    }

    [Fact]
    public void A_recording_that_does_not_say_its_digit_is_refused_by_name()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(Path.Combine(folder.Path, "0_george_0.wav"), Tone(300, 0.1));
        File.WriteAllBytes(Path.Combine(folder.Path, "george.wav"), Tone(300, 0.1));
        Should.Throw<DatasetException>(() => new FewShotDigitsSuite().Run(new BenchmarkInput(folder.Path), new ExperimentSettings(), ["reptile"])).Message.ShouldContain("george.wav");
    }

    /// <summary>A tone as a WAV file of 16 bits, 8,000 samples a second.</summary>
    private static byte[] Tone(double frequency, double seconds)
    {
        var samples = (int)(8000 * seconds);
        var file = new byte[44 + (2 * samples)];
        Encoding.ASCII.GetBytes("RIFF....WAVEfmt ").CopyTo(file, 0);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), file.Length - 8);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(24), 8000);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(28), 16_000);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(32), 2);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(34), 16);
        Encoding.ASCII.GetBytes("data").CopyTo(file, 36);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(40), 2 * samples);
        for (var sample = 0; sample < samples; sample++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(44 + (2 * sample)), (short)(12_000 * Math.Sin(2 * Math.PI * frequency * sample / 8000)));
        }

        return file;
    }
}
