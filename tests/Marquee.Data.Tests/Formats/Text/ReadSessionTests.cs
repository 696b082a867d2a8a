using Marquee.Testing;

namespace Marquee.Data.Tests;

public sealed class ReadSessionTests
{
    [Fact]
    public void Reports_progress_every_megabyte_over_all_files()
    {
        using var folder = new TemporaryFolder();
        var line = "1::2::3::978300760\n";
        var ratings = string.Concat(Enumerable.Repeat(line, (3 << 20) / line.Length));
        folder.Write("ratings.dat", ratings);
        folder.Write("movies.dat", "2::A (1990)::Drama\n");
        var reports = new List<ReadProgress>();
        DatasetFormats.Find("movielens-1m").Read(folder.Path, new CollectingSink(), new ReadContext { Progress = new Recorder(reports) });
        reports.Count.ShouldBeInRange(3, 5);
        reports.Select(report => report.BytesTotal).Distinct().ShouldBe([ratings.Length + 19L]);
        reports[0].BytesRead.ShouldBeInRange(1 << 20, 2 << 20);
        reports[0].Path.ShouldBe(Path.Combine(folder.Path, "ratings.dat"));
        reports[^1].BytesRead.ShouldBe(reports[^1].BytesTotal);
    }

    private sealed class Recorder(List<ReadProgress> reports) : IProgress<ReadProgress>
    {
        public void Report(ReadProgress value) => reports.Add(value);
    }
}
