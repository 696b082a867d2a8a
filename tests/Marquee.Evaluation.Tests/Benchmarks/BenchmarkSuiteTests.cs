using Marquee.Data;
using Marquee.Recommenders;
using Marquee.Testing;

namespace Marquee.Evaluation.Tests.Benchmarks;

public class BenchmarkSuiteTests
{
    private static readonly string[] Popular = ["most-popular"];

    public static TheoryData<string> Names => [.. BenchmarkCatalogue.All.Select(suite => suite.Name)];

    [Fact]
    public void A_suite_fixes_options_that_its_models_have()
    {
        foreach (var suite in BenchmarkCatalogue.All.OfType<RecommenderSuite>())
        {
            suite.Models.Select(model => model.Resolve().Name).ShouldBeUnique();
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void A_suite_measures_what_it_shows_and_what_others_published(string name)
    {
        var suite = BenchmarkCatalogue.Find(name);
        var measured = suite.Measured;
        measured.ShouldBeUnique();
        suite.Columns.ShouldBeSubsetOf(measured);
        suite.Published.ShouldAllBe(row => row.Published && row.Source != null && row.Metrics.All(metric => measured.Contains(metric.Key)));
    }

    [Theory, MemberData(nameof(Names))]
    public void A_folder_without_the_data_is_refused_by_name(string name)
    {
        using var folder = new TemporaryFolder();
        var problem = Should.Throw<DatasetException>(() => BenchmarkCatalogue.Find(name).Run(new BenchmarkInput(folder.Path), new ExperimentSettings()));
        problem.Message.ShouldContain(BenchmarkCatalogue.Find(name).Dataset);
    }

    [Fact]
    public void A_wrong_name_is_answered_with_the_right_ones() =>
        Should.Throw<OptionException>(() => BenchmarkCatalogue.Find("movielens")).Message.ShouldContain("microsoft-100k, ncf-1m, sasrec-1m, recbole-1m, timeline-100k, timeline-1m, ratings-100k, ratings-1m, f1-100k, lists");

    [Theory]
    [InlineData("")]
    [InlineData("movielens-100k")]
    [InlineData("ml-100k")]
    public void The_data_are_found_in_the_folder_or_inside_it(string inside)
    {
        using var folder = new TemporaryFolder();
        SyntheticMovieLens.Write100K(folder, inside);
        Run("microsoft-100k", folder, Popular).Rows.Count(row => !row.Published).ShouldBe(1);
    }

    [Fact]
    public void Microsofts_report_has_our_rows_and_the_published_ones()
    {
        using var folder = new TemporaryFolder();
        SyntheticMovieLens.Write100K(folder);
        var report = Run("microsoft-100k", folder, ["most-popular", "recently-popular", "most-popular"]);
        report.Rows.Where(row => !row.Published).Select(row => (row.Model, row.Seeds)).ShouldBe([("most-popular", 5), ("recently-popular", 5)]);
        report.Rows.Where(row => row.Published).Select(row => row.Model).ShouldContain("BiVAE");
        report.Rows[0].Metrics.Select(metric => metric.Key).ShouldBe(MetricCatalogue.AllAt(10).Select(metric => metric.Key));
        report.Rows[0].Intervals.ShouldAllBe(interval => interval.Value.Contains(report.Rows[0].Metric(interval.Key)!.Value));
        (report.Suite, report.Dataset).ShouldBe(("microsoft-100k", "MovieLens 100K"));
    }

    [Fact]
    public void The_same_seed_gives_the_same_figures_on_any_number_of_threads()
    {
        using var folder = new TemporaryFolder();
        SyntheticMovieLens.Write100K(folder);
        string Figures(int threads) => string.Join('\n', BenchmarkCatalogue.Find("microsoft-100k")
            .Run(new BenchmarkInput(folder.Path), new ExperimentSettings { Seeds = 2, MaxDegreeOfParallelism = threads }, ["item-knn"])
            .Rows.Select(row => (row with { TrainSeconds = 0, ScoreSeconds = 0 }).ToJson().ToJsonString()));
        Figures(threads: 3).ShouldBe(Figures(threads: 1));
    }

    [Fact]
    public void Ncf_ranks_among_the_given_negatives_and_again_among_everything()
    {
        using var folder = new TemporaryFolder();
        SyntheticMovieLens.Write1M(folder);
        var rows = Run("ncf-1m", folder, Popular).Rows.Where(row => !row.Published).ToArray();
        // Left to train: film 40 of three users, 50 of user 2. User 1 finds 50 before 30; user 2 finds 30, which
        // nobody has, behind 40 and 50, which they have themselves but were given as negatives.
        rows.Select(row => (row.Variant, row.Metric("hr@10"), row.Metric("ndcg@10"))).ShouldBe(
            [("99 given negatives", 1, (1 + 0.5) / 2), ("whole catalogue", 1, 1)]);
    }

    [Fact]
    public void A_published_figure_stands_beside_the_variant_it_belongs_to()
    {
        using var folder = new TemporaryFolder();
        SyntheticMovieLens.Write1M(folder);
        var report = Run("ncf-1m", folder, Popular);
        report.Tables.Select(table => (table.Variant, table.Rows.Any(row => row.Published))).ShouldBe([("99 given negatives", true), ("whole catalogue", false)]);
    }

    [Theory]
    [InlineData("0\t0\t5\t10\n", "(0,0)\t2\n(1,2)\t0\n", "negative:2: does not name the pair")]
    [InlineData("0\t0\t5\t10\n", "(0,1)\t2\n", "negative:1: does not name the pair")]
    [InlineData("0\t0\t5\t10\n", "(0,0)\n", "negative:1: has 2 numbers; at least 3")]
    [InlineData("0\t0\t5\t10\n", "(0,0)\t2\t9\n", "negative:1: names item 9; the ratings have items 0 to 2")]
    [InlineData("7\t0\t5\t10\n", "(7,0)\t2\n", "rating:1: names user 7")]
    [InlineData("0\tx\t5\t10\n", "(0,0)\t2\n", "rating:1: has 'x' where a whole number belongs")]
    public void A_bad_line_of_the_ncf_files_is_named(string test, string negative, string message)
    {
        using var folder = new TemporaryFolder();
        SyntheticMovieLens.Write1M(folder, test, negative);
        Should.Throw<DatasetException>(() => Run("ncf-1m", folder, Popular)).Message.ShouldContain(message);
    }

    [Fact]
    public void Missing_ncf_files_are_named()
    {
        using var folder = new TemporaryFolder();
        SyntheticMovieLens.Write1M(folder);
        File.Delete(Path.Combine(folder.Path, "ncf", "ml-1m.test.negative"));
        Should.Throw<DatasetException>(() => Run("ncf-1m", folder, Popular)).Message.ShouldContain("ml-1m.test.negative: is missing");
    }

    [Fact]
    public void The_timeline_is_run_on_all_ratings_and_on_the_good_ones()
    {
        using var folder = new TemporaryFolder();
        SyntheticMovieLens.Write100K(folder);
        var rows = Run("timeline-100k", folder, Popular).Rows;
        rows.Select(row => row.Variant).ShouldBe(["all ratings", "ratings of at least 4"]);
        rows[0].Metric("recall@10").ShouldNotBe(rows[1].Metric("recall@10"));
    }

    [Fact]
    public void The_timeline_compares_the_best_model_of_each_variant_with_the_others()
    {
        using var folder = new TemporaryFolder();
        SyntheticMovieLens.Write100K(folder);
        var report = Run("timeline-100k", folder, ["most-popular", "item-knn", "markov"]);
        report.Comparisons.Select(comparison => comparison.Variant).ShouldBe(["all ratings", "all ratings", "ratings of at least 4", "ratings of at least 4"]);
        foreach (var comparison in report.Comparisons)
        {
            var ours = report.Rows.Where(row => row.Variant == comparison.Variant).ToArray();
            comparison.Best.ShouldBe(ours.MaxBy(row => row.Metric("ndcg@10"))!.Model);
            comparison.Other.ShouldNotBe(comparison.Best);
            comparison.IsPicked.ShouldBeTrue();
            comparison.CorrectedP.ShouldBeInRange(comparison.Paired.PermutationP, Math.Min(1, 2 * report.Comparisons.Where(one => one.Variant == comparison.Variant).Max(one => one.Paired.PermutationP)));
            comparison.Paired.Difference.ShouldBe(ours.Single(row => row.Model == comparison.Best).Metric("ndcg@10")!.Value - ours.Single(row => row.Model == comparison.Other).Metric("ndcg@10")!.Value, 1e-12);
        }
    }

    [Fact]
    public void Lists_are_ranked_as_lightgcn_does()
    {
        using var folder = new TemporaryFolder();
        var train = folder.Write("train.txt", "0 0 1\n1 0 2\n2 0 2 3\n3\n");
        var test = folder.Write("test.txt", "0 2 3 4 1\n1 1\n3 0\n4\n");
        var report = BenchmarkCatalogue.Find("lists").Run(new BenchmarkInput(TrainFile: train, TestFile: test), new ExperimentSettings(), Popular);
        // Most popular first: 0, 2, then 1 and 3 alike, then 4, which is in the test only. User 0, who had 0 and 1, finds all three that
        // are left; 1 among them was learnt and is not asked. User 1 finds 1 behind 3 and before 4; user 3 finds 0 at once.
        var ndcg = (1 + (1 / Math.Log2(3)) + 1) / 3;
        report.Rows.Count.ShouldBe(1);
        report.Rows[0].Metric("recall@20").ShouldBe(1);
        report.Rows[0].Metric("ndcg@20")!.Value.ShouldBe(ndcg, 1e-12);
        report.Dataset.ShouldEndWith("test.txt");
    }

    [Fact]
    public void Lists_in_which_there_is_nothing_to_find_are_refused()
    {
        using var folder = new TemporaryFolder();
        var train = folder.Write("train.txt", "0 0 1\n");
        Should.Throw<DatasetException>(() => BenchmarkCatalogue.Find("lists").Run(new BenchmarkInput(TrainFile: train, TestFile: train), new ExperimentSettings(), Popular))
            .Message.ShouldContain("nothing to find");
    }

    [Fact]
    public void Sequences_are_learnt_without_the_last_two_and_told_without_the_last()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "sasrec"));
        folder.Write(Path.Combine("sasrec", "ml-1m.txt"), "1 5\n1 3\n1 4\n1 2\n2 4\n2 5\n2 3\n");
        var task = ((RankingSuite)BenchmarkCatalogue.Find("sasrec-1m")).Experiments(new BenchmarkInput(folder.Path), [1]).Single().Tasks.Single();
        Small.PairsOf(task.Train.Events).Select(pair => (task.Train.UserIds[pair.User], task.Train.ItemIds[pair.Item])).ShouldBe([("1", "5"), ("1", "3"), ("2", "4")]);
        task.Cases.Select(one => string.Join(' ', Told(one)) + " -> " + task.Train.ItemIds[one.Relevant.Span[0]]).ShouldBe(["5 3 4 -> 2", "4 5 -> 3"]);

        IEnumerable<string> Told(RankingCase one) =>
            one.History.Items.ToArray().Zip(one.History.Times.ToArray()).OrderBy(entry => entry.Second).Select(entry => task.Train.ItemIds[entry.First]);
    }

    [Theory]
    [InlineData("1 2\n1\n")]
    [InlineData("1 2\n1 2 3\n")]
    [InlineData("1 2\n1 x\n")]
    [InlineData("1 2\n 1\n")]
    public void A_bad_line_of_the_sequences_is_named(string text)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "sasrec"));
        folder.Write(Path.Combine("sasrec", "ml-1m.txt"), text);
        Should.Throw<DatasetException>(() => Run("sasrec-1m", folder, Popular)).Message.ShouldContain("ml-1m.txt:2: is '");
    }

    [Fact]
    public void Recbole_ranks_neither_what_was_learnt_nor_what_validates_and_tells_of_the_former_only()
    {
        using var folder = new TemporaryFolder();
        SyntheticMovieLens.WriteLarge1M(folder);
        var suite = (RankingSuite)BenchmarkCatalogue.Find("recbole-1m");
        var test = suite.Experiments(new BenchmarkInput(folder.Path), [7]).Single().Tasks.Single();
        var validation = suite.Validation(new BenchmarkInput(folder.Path), 7).Tasks.Single().Cases.ToDictionary(one => one.User);
        Small.PairsOf(test.Train.Events).Count().ShouldBe(test.Train.Interactions.Count, "ratings below 3 are left out");
        foreach (var one in test.Cases)
        {
            one.History.Items.ToArray().ShouldBe(test.Train.Interactions.ByUser.RowIndices(one.User).ToArray());
            var validating = validation.TryGetValue(one.User, out var found) ? found.Relevant.ToArray() : [];
            one.Excluded.ToArray().Order().ShouldBe(one.History.Items.ToArray().Concat(validating).Order());
        }
    }

    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(2, 1, 0)]
    [InlineData(3, 1, 1)]
    [InlineData(9, 7, 1)]
    [InlineData(10, 8, 1)]
    [InlineData(19, 17, 1)]
    [InlineData(20, 16, 2)]
    public void Recboles_parts_have_recboles_sizes(int items, int train, int validation) =>
        RecBoleSplit.Counts(items).ShouldBe((train, validation));

    [Fact]
    public void The_timeline_of_a_million_drops_what_is_new_after_the_cut()
    {
        using var folder = new TemporaryFolder();
        var early = string.Concat(Enumerable.Range(0, 7).Select(time => $"1::{time}::4::{time}\n"));
        folder.Write("ratings.dat", early + "2::1::3::7\n3::5::2::7\n1::1::2::8\n2::2::4::20\n2::99::5::21\n");
        var task = ((RankingSuite)BenchmarkCatalogue.Find("timeline-1m")).Experiments(new BenchmarkInput(folder.Path), [1]).Single().Tasks.Single();
        // Ten ratings of at least 3; the last two come from the 80% quantile on: film 2, which is known, and film 99, which is new.
        task.Train.Events.Count.ShouldBe(8);
        task.Cases.ShouldHaveSingleItem().Relevant.ToArray().Select(item => task.Train.ItemIds[item]).ShouldBe(["2"]);
        task.Cases[0].History.Context.Now.ShouldBe(20_000);
    }

    [Fact]
    public void Ratings_are_predicted_fold_by_fold_and_models_that_predict_none_are_named()
    {
        using var folder = new TemporaryFolder();
        SyntheticMovieLens.Write100K(folder);
        SyntheticMovieLens.WriteFolds(folder);
        var report = BenchmarkCatalogue.Find("ratings-100k").Run(new BenchmarkInput(folder.Path), new ExperimentSettings(), ["biases", "ease"]);
        report.Refusals.Select(refusal => (refusal.Setup.Family.Name, refusal.Reason)).ShouldBe([("ease", "it does not predict ratings")]);
        var ours = report.Rows.Where(row => !row.Published).ToArray();
        ours.Select(row => (row.Variant, row.Model)).ShouldBe([("mean of u1 to u5", "biases"), ("u1", "biases"), ("u2", "biases"), ("u3", "biases"), ("u4", "biases"), ("u5", "biases")]);
        foreach (var key in new[] { "rmse", "mae" })
        {
            ours[0].Metric(key)!.Value.ShouldBe(ours[1..].Average(row => row.Metric(key)!.Value), 1e-12);
            ours[1..].ShouldAllBe(row => row.Intervals.Single(interval => interval.Key == key).Value.Contains(row.Metric(key)!.Value));
        }

        report.Tables.First().Rows[^1].Metric("rmse")!.Value.ShouldBeGreaterThan(report.Tables.First().Rows[0].Metric("rmse")!.Value, "the smallest error comes first");
    }

    [Theory]
    [InlineData("1\t99\t5\t1\n", "u1.test:1")]
    [InlineData("nobody\n", "u1.test:1")]
    public void A_fold_that_does_not_belong_to_the_data_is_refused_by_line(string line, string place)
    {
        using var folder = new TemporaryFolder();
        SyntheticMovieLens.Write100K(folder);
        SyntheticMovieLens.WriteFolds(folder);
        folder.Write("u1.test", line);
        Should.Throw<DatasetException>(() => BenchmarkCatalogue.Find("ratings-100k").Run(new BenchmarkInput(folder.Path), new ExperimentSettings(), ["biases"])).Message.ShouldContain(place);
    }

    [Fact]
    public void F1_is_reported_under_each_protocol_and_models_without_ratings_are_shown_as_such()
    {
        using var folder = new TemporaryFolder();
        SyntheticMovieLens.Write100K(folder);
        SyntheticMovieLens.WriteFolds(folder);
        var suite = (RecommenderSuite)BenchmarkCatalogue.Find("f1-100k");
        suite.Models.Select(model => model.Name).ShouldBe(ModelCatalogue.All.Select(family => family.Name));
        var report = suite.Run(new BenchmarkInput(folder.Path), new ExperimentSettings(), ["most-popular", "biases"]);
        report.Tables.Select(table => table.Variant).ShouldBeUnique();
        report.Tables.ShouldAllBe(table => table.Words != null && table.Rows.Count(row => !row.Published) == 2);
        // The suite whose split it is publishes precision .4118 and recall .2191 of BiVAE.
        var published = report.Rows.Single(row => row.Model == "BiVAE");
        published.Variant.ShouldBe(report.Tables.First().Variant);
        published.Metric("f1")!.Value.ShouldBe(2 * 0.4118 * 0.2191 / (0.4118 + 0.2191), 1e-12);
        var ofRatings = report.Tables.Where(table => table.Rows.Any(row => row.Note is not null)).ToArray();
        ofRatings.Length.ShouldBe(4);
        ofRatings.ShouldAllBe(table => table.Rows[0].Model == "biases" && table.Rows[1].Model == "most-popular" && table.Rows[1].Note == "no ratings" && table.Rows[1].Metrics.Count == 0);
        report.Rows.Where(row => row.Note is null).ShouldAllBe(row => row.Metrics.Count == 3 && row.Metrics.All(metric => metric.Value >= 0 && metric.Value <= 1));
        BenchmarkPage.Write(report, "marquee benchmark x").ShouldContain("no ratings");
        BenchmarkMarkdown.Write(report).ShouldContain("| no ratings |");
    }

    [Fact]
    public void A_tenth_of_all_ratings_is_another_one_for_each_seed()
    {
        using var folder = new TemporaryFolder();
        SyntheticMovieLens.WriteLarge1M(folder);
        BenchmarkRow Row(ulong seed) => BenchmarkCatalogue.Find("ratings-1m").Run(new BenchmarkInput(folder.Path), new ExperimentSettings { Seed = seed, Seeds = 1 }, ["biases"]).Rows[0];
        Row(1).Metric("rmse").ShouldBe(Row(1).Metric("rmse"));
        Row(1).Metric("rmse").ShouldNotBe(Row(2).Metric("rmse"));
    }

    private static BenchmarkReport Run(string suite, TemporaryFolder folder, string[] models) =>
        BenchmarkCatalogue.Find(suite).Run(new BenchmarkInput(folder.Path), new ExperimentSettings(), models);
}
