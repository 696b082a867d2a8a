using Marquee.Data;
using Marquee.Testing;

namespace Marquee.Evaluation.Tests.Benchmarks;

public class Media100KSuiteTests
{
    [Fact]
    public void Only_films_with_everything_are_read()
    {
        using var folder = new TemporaryFolder();
        InventedFilms.Write(folder);

        var media = FilmMedia.Read(folder.Path);

        media.Films.ShouldBe([.. Enumerable.Range(4, 27).Select(film => $"{film}")]);
        (media.Sound.Columns, media.Pictures.Columns).ShouldBe((1, 3));
        // Numbers run from 4 to 30 around 17; the second number of all frames is the same.
        media.Sound[0, 0].ShouldBe((float)(13 / Math.Sqrt(((27.0 * 27) - 1) / 12)), 1e-5f);
        media.Pictures[0, 0].ShouldBe(-media.Sound[0, 0], 1e-6f);
        media.Pictures.Row(5)[1].ShouldBe(0);
        media.ReadPosters(1)[0].Pixels[0].ShouldBe((byte)32);
        media.ReadAllPosters(1).Count.ShouldBe(29);
    }

    [Theory]
    [InlineData("x", "has 'x' in column 6")]
    [InlineData("NaN", "has 'NaN' in column 6")]
    [InlineData("1\t2", "has 9 fields where the heading has 8")]
    public void A_trailer_whose_numbers_are_wrong_is_refused_by_file_and_line(string number, string reason)
    {
        using var folder = new TemporaryFolder();
        InventedFilms.Write(folder);
        File.AppendAllText(Path.Combine(folder.Path, "trailers", InventedFilms.Frames), $"1099\tFilm\tab\t1990\t\t{number}\t7\t1\n");

        var message = Should.Throw<DatasetException>(() => FilmMedia.Read(folder.Path)).Message;

        message.ShouldContain($"{InventedFilms.Frames}:21");
        message.ShouldContain(reason);
    }

    [Fact]
    public void A_poster_that_is_no_picture_is_refused_by_name()
    {
        using var folder = new TemporaryFolder();
        InventedFilms.Write(folder);
        folder.Write(Path.Combine("posters", "9.jpg"), "no picture");
        Should.Throw<DatasetException>(() => FilmMedia.Read(folder.Path).ReadPosters(1)).Message.ShouldContain("9.jpg");
    }

    [Fact]
    public void Nobody_has_met_the_films_held_out_and_nothing_held_out_trains()
    {
        using var folder = new TemporaryFolder();
        SyntheticMovieLens.Write100K(folder);
        InventedFilms.Write(folder);

        var snapshot = new Media100KSuite { PosterEpochs = 1 }.Read(new BenchmarkInput(folder.Path));
        var experiment = Media100KSuite.Draw(snapshot, 3, new HashSet<int>());

        snapshot.Items.Count.ShouldBe(27);
        snapshot.Items[0].Features.Select(feature => feature.Key).ShouldBe(["audio", "poster", "poster-learned", "visual"]);
        var (warm, cold) = (experiment.Tasks[0], experiment.Tasks[1]);
        (warm.Variant, cold.Variant).ShouldBe((Media100KSuite.Warm, Media100KSuite.Cold));
        var held = cold.Cases[0].Candidates.ToArray();
        held.Length.ShouldBe(2);
        Small.PairsOf(experiment.Train.Events).ShouldAllBe(pair => !held.Contains(pair.Item));
        cold.Cases.ShouldAllBe(one => held.Contains(one.Relevant.ToArray()[0]));
        foreach (var one in warm.Cases)
        {
            one.Relevant.ToArray().ShouldAllBe(film => !held.Contains(film));
            one.Relevant.ToArray().Intersect(one.History.Items.ToArray()).ShouldBeEmpty();
            one.Candidates.ToArray().ShouldNotContain(held[0]);
        }

        var inner = Media100KSuite.DrawInside(snapshot, 3);
        inner.Tasks.ShouldAllBe(task => task.Cases.All(one => !one.Candidates.ToArray().Intersect(held).Any()));
        Small.PairsOf(inner.Train.Events).ShouldBeSubsetOf(Small.PairsOf(experiment.Train.Events));
    }

    [Fact]
    public void Comparisons_named_beforehand_are_made_for_each_task()
    {
        using var folder = new TemporaryFolder();
        SyntheticMovieLens.Write100K(folder);
        InventedFilms.Write(folder);

        var report = new Media100KSuite { PosterEpochs = 1 }.Run(new BenchmarkInput(folder.Path), new ExperimentSettings { Seeds = 1 }, ["content"]);

        report.Refusals.ShouldBeEmpty();
        report.Comparisons.Select(comparison => comparison.Best).Distinct().ShouldBe(["content: genres"]);
        report.Comparisons.GroupBy(comparison => comparison.Variant).Select(task => (task.Key, task.Count())).ShouldBe([(Media100KSuite.Warm, 6), (Media100KSuite.Cold, 6)]);
        report.ComparisonsOf(Media100KSuite.Cold).Single().Count.ShouldBe(6);
    }

    [Fact]
    public void Real_films_with_everything_are_653()
    {
        var media = FilmMedia.Read(RealData.Folder("movielens-100k-media"));
        (media.Films.Count, media.Sound.Columns, media.Pictures.Columns).ShouldBe((653, 20, 114));
    }

    [Fact]
    public void Every_comparison_is_of_models_that_the_suite_runs()
    {
        var suite = new Media100KSuite();
        var names = suite.Models.Select(model => model.Resolve().Label).ToArray();
        suite.Contrasts.SelectMany(contrast => contrast.Others.Append(contrast.Model)).ShouldBeSubsetOf(names);
    }
}
