using Marquee.Data;
using Marquee.Testing;

namespace Marquee.Evaluation.Tests.Benchmarks;

public sealed class TikTokTests
{
    [Fact]
    public void Users_of_the_test_are_asked_with_what_they_met_in_training()
    {
        using var folder = new TemporaryFolder();
        SyntheticTikTok.Write(folder);
        var suite = new TikTokSuite();
        var test = suite.Experiments(new BenchmarkInput(folder.Path), [1]).Single().Tasks[0];
        var validation = suite.Validation(new BenchmarkInput(folder.Path), 1).Tasks[0];

        (test.Cases.Count, validation.Cases.Count).ShouldBe((20, 10));
        test.Train.Events.Count.ShouldBe(90);
        validation.Train.Events.Count.ShouldBe(90);
        var one = test.Cases[0];
        test.Train.UserIds[one.User].ShouldBe("1");
        one.History.Items.ToArray().ShouldBe([1, 3, 5]);
        one.Relevant.ToArray().ShouldBe([7]);
        test.Train.Items[7].Id.ShouldBe("7");
        test.Train.Items[7].Features.Select(feature => feature.Key).ShouldBe(["audio", "visual"]);
        test.Train.Items[7].Features.TryGet("visual", out var seen).ShouldBeTrue();
        seen.ToArray().ShouldBe([0f, 1f, 0f, 1f]);
    }

    [Fact]
    public void The_test_file_is_not_opened_for_validation()
    {
        using var folder = new TemporaryFolder();
        SyntheticTikTok.Write(folder);
        File.Delete(Path.Combine(folder.Path, "test.csv"));
        new TikTokSuite().Validation(new BenchmarkInput(folder.Path), 1).Tasks[0].Cases.Count.ShouldBe(10);
    }

    [Fact]
    public void Models_on_the_graph_run_beside_the_published_figures()
    {
        using var folder = new TemporaryFolder();
        SyntheticTikTok.Write(folder);
        var report = new TikTokSuite().Run(new BenchmarkInput(folder.Path), new ExperimentSettings(), ["bm3", "freedom"]);
        report.Rows.Where(row => !row.Published).Select(row => row.Model).ShouldBe(["bm3", "freedom"], ignoreOrder: true);
        report.Rows.ShouldContain(row => row.Model == "MMSSL" && row.Published);
    }

    [Fact]
    public void Features_that_do_not_fit_the_videos_are_refused()
    {
        using var folder = new TemporaryFolder();
        SyntheticTikTok.Write(folder, rowsOfSound: 11);
        Should.Throw<DatasetException>(() => new TikTokSuite().Validation(new BenchmarkInput(folder.Path), 1)).Message.ShouldContain("holds 11 rows; image_feat.npy holds 12");

        SyntheticTikTok.Write(folder);
        folder.Write("valid.csv", "user,item\n1,12\n");
        Should.Throw<DatasetException>(() => new TikTokSuite().Validation(new BenchmarkInput(folder.Path), 1)).Message.ShouldContain("the video '12'");

        folder.Write("image_feat.npy", "no array");
        Should.Throw<DatasetException>(() => new TikTokSuite().Validation(new BenchmarkInput(folder.Path), 1)).Message.ShouldContain("no array of NumPy");
    }
}
