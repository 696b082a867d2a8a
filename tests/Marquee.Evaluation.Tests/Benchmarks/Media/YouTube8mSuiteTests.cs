using Marquee.Data;
using Marquee.Testing;

namespace Marquee.Evaluation.Tests.Benchmarks;

public class YouTube8mSuiteTests
{
    private const int Videos = 60;

    [Fact]
    public void Numbers_are_what_the_bytes_stand_for_and_belong_to_their_modality()
    {
        using var folder = new TemporaryFolder();
        Write(folder);
        var records = VideoRecords.Read(folder.Path);
        var (seen, heard) = (new float[1024], new float[128]);
        records.Examples.Modalities[0].Examples.Read(2, seen);
        records.Examples.Modalities[1].Examples.Read(2, heard);

        // q * 4 / 255 + 4 / 512 - 2: nothing is the least, 255 the most.
        seen[0].ShouldBe(0 + (4f / 512) - 2, 1e-6f);
        seen[2].ShouldBe(4 + (4f / 512) - 2, 1e-6f);
        heard[0].ShouldBe((51 * 4f / 255) + (4f / 512) - 2, 1e-6f);
        records.LabelSets.Of(2).ToArray().ShouldBe([2, 3]);
        records.LabelSets.LabelCount.ShouldBe(4);
    }

    [Fact]
    public void The_last_videos_are_judged_and_each_row_has_its_intervals()
    {
        using var folder = new TemporaryFolder();
        Write(folder);
        var report = new YouTube8mSuite().Run(new BenchmarkInput(folder.Path), new ExperimentSettings { MaxDegreeOfParallelism = 1 }, ["logistic", "attention"]);
        var own = report.Rows.Where(row => !row.Published).ToDictionary(row => row.Model);
        own.Keys.ShouldBe(["logistic, visual", "logistic, audio", "logistic, visual and audio", "attention", "attention, sound missing in the test", "attention, picture missing in the test"]);
        own.Values.ShouldAllBe(row => row.Intervals.Count == 4 && row.Intervals.Zip(row.Metrics).All(pair => pair.First.Key == pair.Second.Key && pair.First.Value.Contains(pair.Second.Value)));

        // What is seen tells the labels; what is heard is the same of all.
        own["logistic, visual"].Metric("gap@20")!.Value.ShouldBeGreaterThan(own["logistic, audio"].Metric("gap@20")!.Value);
        own["attention"].Note!.ShouldContain("picture weighs");
    }

    [Fact]
    public void A_folder_that_is_not_as_it_should_be_is_refused_with_the_line()
    {
        using var folder = new TemporaryFolder();
        Write(folder);
        folder.Write("labels.tsv", "shard\tid\tlabels\nv\ta\t1\nv\tb\t4\n");
        Should.Throw<DatasetException>(() => VideoRecords.Read(folder.Path)).Message.ShouldContain("line 3: '4' is no label; there are 0 to 3");
    }

    /// <summary>Videos with one of three labels, which their pictures tell, and a fourth that all have.</summary>
    private static void Write(TemporaryFolder folder)
    {
        var bytes = new byte[Videos * 1152];
        for (var video = 0; video < Videos; video++)
        {
            bytes.AsSpan((video * 1152) + 1024, 128).Fill(51);
            bytes[(video * 1152) + (video % 3)] = 255;
        }

        File.WriteAllBytes(Path.Combine(folder.Path, "features.u8"), bytes);
        folder.Write("labels.tsv", "shard\tid\tlabels\n" + string.Concat(Enumerable.Range(0, Videos).Select(video => $"v\t{video}\t{video % 3} 3\n")));
        folder.Write("vocabulary.tsv", "index\tname\n0\ta\n1\tb\n2\tc\n3\td\n");
    }
}
