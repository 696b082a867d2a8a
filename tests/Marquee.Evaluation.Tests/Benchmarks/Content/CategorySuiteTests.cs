using Marquee.Testing;

namespace Marquee.Evaluation.Tests.Benchmarks.Content;

public class CategorySuiteTests
{
    [Fact]
    public void An_encoder_that_read_no_tested_title_is_pre_trained_for_each_fold()
    {
        using var folder = new TemporaryFolder();
        SyntheticMovieLens.WriteLarge1M(folder);
        folder.Write("movies_extrainfos.dat", string.Concat(Enumerable.Range(1, 30).Select(film =>
            $"{film}::Film {film}::1999::PG::1 Jan 1999::Leaked::D::W::A::A {(film % 3 == 0 ? "ghost" : "wedding")} in town number {film}::picture\n")));
        folder.Write("movies.dat", string.Concat(Enumerable.Range(1, 30).Select(film => $"{film}::Film {film} (1999)::{(film % 3 == 0 ? "Horror" : "Comedy")}\n")));
        var pretrained = 0;
        var progress = new Progress(report => pretrained += report.Model == "pre-training" ? 1 : 0);

        var rows = new CategoriesMovieLensSuite().Run(
            new BenchmarkInput(folder.Path), new ExperimentSettings { Progress = progress }, ["tf-idf + linear", "encoder that read no tested title and tf-idf + linear"]).Rows.Where(row => !row.Published).ToArray();

        pretrained.ShouldBe(5);
        rows.Where(row => row.Model.StartsWith("encoder", StringComparison.Ordinal)).Select(row => row.Variant).ShouldBe(
            ["summary", "summary, less tf-idf + linear on the same titles", "summary and tags", "summary and tags, less tf-idf + linear on the same titles"], ignoreOrder: true);
    }

    private sealed class Progress(Action<ExperimentProgress> told) : IProgress<ExperimentProgress>
    {
        public void Report(ExperimentProgress value) => told(value);
    }
}
