using Marquee.Data;
using Marquee.Recommenders;
using Marquee.Testing;

namespace Marquee.Evaluation.Tests.Benchmarks;

/// <summary>What options are chosen on must know nothing of what is tested.</summary>
public sealed class ValidationTests : IDisposable
{
    private readonly TemporaryFolder _hundredThousand = new();
    private readonly TemporaryFolder _million = new();
    private readonly TemporaryFolder _videos = new();

    public ValidationTests()
    {
        SyntheticMovieLens.Write100K(_hundredThousand);
        SyntheticTikTok.Write(_videos);
        InventedFilms.Write(_hundredThousand);
        SyntheticMovieLens.WriteLarge1M(_million);
        SyntheticMovieLens.WriteAround1M(_million);
        _million.Write("train.txt", string.Concat(Enumerable.Range(0, 20).Select(user => $"{user} {string.Join(' ', Enumerable.Range(user, 10))}\n")));
        _million.Write("test.txt", string.Concat(Enumerable.Range(0, 20).Select(user => $"{user} {user + 10} {user + 11}\n")));
    }

    public static TheoryData<string> Names => [.. BenchmarkCatalogue.All.OfType<RankingSuite>().Select(suite => suite.Name)];

    public void Dispose()
    {
        _hundredThousand.Dispose();
        _million.Dispose();
        _videos.Dispose();
    }

    [Theory, MemberData(nameof(Names))]
    public void No_pair_of_the_test_is_learnt_told_or_asked(string name)
    {
        var suite = Suite(name);
        var tests = suite.Experiments(Input(name), [7]).SelectMany(experiment => experiment.Tasks).ToArray();
        foreach (var variant in tests.Select(task => task.Variant))
        {
            var tested = tests.Where(task => task.Variant == variant).SelectMany(task => task.Cases).SelectMany(one => Pairs(one.User, one.Relevant)).ToHashSet();
            tested.ShouldNotBeEmpty();
            var task = suite.Validation(Input(name), 7, variant).Tasks[0];
            task.Variant.ShouldBe(variant);
            task.Cases.ShouldNotBeEmpty();
            task.Cases.SelectMany(one => Pairs(one.User, one.Relevant)).ShouldAllBe(pair => !tested.Contains(pair));
            task.Cases.SelectMany(one => Pairs(one.User, one.History.ItemsMemory)).ShouldAllBe(pair => !tested.Contains(pair));
            Small.PairsOf(task.Train.Events).ShouldAllBe(pair => !tested.Contains(pair));
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void What_is_asked_was_not_learnt(string name)
    {
        var task = Suite(name).Validation(Input(name), 7).Tasks[0];
        task.Cases.ShouldAllBe(one => one.Relevant.ToArray().All(item => task.Train.Interactions.EntryOf(one.User, item) < 0));
    }

    [Theory, MemberData(nameof(Names))]
    public void A_variant_that_a_suite_does_not_have_is_refused(string name) =>
        Should.Throw<OptionException>(() => Suite(name).Validation(Input(name), 7, "no such variant")).Message.ShouldContain(name);

    [Theory, MemberData(nameof(Names))]
    public void A_folder_without_the_data_is_refused_by_name(string name)
    {
        using var folder = new TemporaryFolder();
        Should.Throw<DatasetException>(() => Suite(name).Validation(new BenchmarkInput(folder.Path), 1))
            .Message.ShouldContain(BenchmarkCatalogue.Find(name).Dataset);
    }

    [Fact]
    public void Variants_on_the_same_training_data_come_together() =>
        Suite("ncf-1m").Validation(Input("ncf-1m"), 7).Tasks.Select(task => task.Variant).ShouldBe(["99 given negatives", "whole catalogue"]);

    [Fact]
    public void Ncf_is_validated_among_films_that_the_user_is_not_known_to_have_rated()
    {
        var task = Suite("ncf-1m").Validation(Input("ncf-1m"), 7).Tasks[0];
        foreach (var one in task.Cases)
        {
            var candidates = one.Candidates.ToArray();
            candidates.ShouldBeUnique();
            candidates.ShouldContain(one.Relevant.Span[0]);
            candidates.ShouldAllBe(item => task.Train.Interactions.EntryOf(one.User, item) < 0);
        }
    }

    [Fact]
    public void Sequences_are_validated_with_the_last_item_but_one_of_the_same_training()
    {
        var suite = Suite("sasrec-1m");
        var (test, validation) = (suite.Experiments(Input("sasrec-1m"), [7]).Single().Tasks[0], suite.Validation(Input("sasrec-1m"), 7).Tasks[0]);
        Small.PairsOf(validation.Train.Events).ShouldBe(Small.PairsOf(test.Train.Events));
        foreach (var one in test.Cases)
        {
            var asked = validation.Cases.Single(other => other.User == one.User);
            one.History.Items.ToArray().Order().ShouldBe(asked.History.Items.ToArray().Concat(asked.Relevant.ToArray()).Order());
        }
    }

    [Fact]
    public void The_test_file_of_lists_is_not_opened() =>
        Suite("lists").Validation(new BenchmarkInput(TrainFile: Path.Combine(_million.Path, "train.txt")), 1).Tasks[0].Cases.Count.ShouldBe(20);

    [Fact]
    public void Data_too_small_to_be_split_once_more_are_refused()
    {
        using var folder = new TemporaryFolder();
        var train = folder.Write("train.txt", "0 0\n1 1\n");
        Should.Throw<DatasetException>(() => Suite("lists").Validation(new BenchmarkInput(TrainFile: train), 1)).Message.ShouldContain("nobody to ask about");
    }

    private BenchmarkInput Input(string name) => name switch
    {
        "lists" => new BenchmarkInput(TrainFile: Path.Combine(_million.Path, "train.txt"), TestFile: Path.Combine(_million.Path, "test.txt")),
        "tiktok" => new BenchmarkInput(_videos.Path),
        _ => new BenchmarkInput(name.EndsWith("100k", StringComparison.Ordinal) ? _hundredThousand.Path : _million.Path),
    };

    private static IEnumerable<(int User, int Item)> Pairs(int user, ReadOnlyMemory<int> items) => items.ToArray().Select(item => (user, item));

    // What the encoder learns has no part in what is drawn.
    private static RankingSuite Suite(string name) => name == "media-100k" ? new Media100KSuite { PosterEpochs = 1 } : BenchmarkCatalogue.Find(name).ShouldBeAssignableTo<RankingSuite>()!;
}
