using Marquee.Data;
using Marquee.Testing;

namespace Marquee.Storage.Tests;

public sealed class DatasetImporterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SqliteStore _store;

    public DatasetImporterTests() => _store = new SqliteStore(Path.Combine(_folder.Path, "marquee.db"));

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Brings_everything_in_and_says_how_much_was_new()
    {
        var report = Import(new MemoryFormat(Everything()));

        report.Tally.ShouldBe(new ImportTally(new Tally(1, 0, 0), new Tally(1, 0, 0), new Tally(1000, 0, 0)));
        (report.Skipped, report.SkippedReasons.Count).ShouldBe((0, 0));
        Contents().Users.ShouldBe([StoreSamples.FullUser]);
        Contents().Items.ShouldBe([StoreSamples.FullItem]);
        Contents().Interactions.ShouldBe(StoreSamples.Many(1000));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1_000_000)]
    public void Gives_the_same_result_whatever_the_batch_size(int batchSize)
    {
        Import(new MemoryFormat(Everything()), new ImportOptions { BatchSize = batchSize });

        Contents().Interactions.ShouldBe(StoreSamples.Many(1000));
    }

    [Fact]
    public void Changes_nothing_the_second_time()
    {
        Import(new MemoryFormat(Everything()));

        var report = Import(new MemoryFormat(Everything()));

        report.Tally.ShouldBe(new ImportTally(new Tally(0, 0, 1), new Tally(0, 0, 1), new Tally(0, 0, 1000)));
        Contents().Interactions.ShouldBe(StoreSamples.Many(1000));
    }

    [Fact]
    public void Writes_nothing_when_the_last_line_is_bad()
    {
        var format = new MemoryFormat([.. Everything(), "the rating 'x' is not a number"]);

        var problem = Should.Throw<DatasetException>(() => Import(format, new ImportOptions { BatchSize = 10 })).Problem;

        problem.ShouldBe(new DatasetProblem("somewhere", 1003, "the rating 'x' is not a number"));
        format.Passes.ShouldBe(1);
        _store.Count().ShouldBe(new StoreCounts(0, 0, 0));
    }

    [Fact]
    public void Writes_nothing_when_a_record_is_one_that_no_store_could_give_back()
    {
        var format = new MemoryFormat([.. Everything(), new User { Id = "null \0" }]);

        Should.Throw<DatasetException>(() => Import(format)).Message.ShouldContain("null character");
        _store.Count().ShouldBe(new StoreCounts(0, 0, 0));
    }

    [Fact]
    public void Leaves_out_bad_lines_on_request_and_lists_the_first_of_each_kind()
    {
        var bad = Enumerable.Range(1, 50).Select(at => (object)$"the rating 'x{at}' is not a number").Append("the progress 1.5 is not between 0 and 1").Append("the progress 7 is not between 0 and 1").Append("the time '-5' is before 1970");

        var report = Import(new MemoryFormat([.. bad, .. Everything()]), new ImportOptions { SkipBadLines = true });

        report.Skipped.ShouldBe(53);
        report.SkippedReasons.Select(reason => (reason.Reason, reason.Count)).ShouldBe(
            [("the rating ... is not a number", 50), ("the progress ... is not between 0 and 1", 2), ("the time '-5' is before 1970", 1)]);
        report.SkippedReasons[0].Examples.Select(problem => problem.Line).ShouldBe(Enumerable.Range(1, 20).Select(line => (long)line));
        report.SkippedReasons[0].Examples[4].Reason.ShouldBe("the rating 'x5' is not a number");
        Contents().Interactions.Count.ShouldBe(1000);
    }

    [Fact]
    public void Tells_which_pass_it_is_in_and_how_far()
    {
        var heard = new List<ImportProgress>();

        Import(new MemoryFormat(Everything()), new ImportOptions { Progress = new Listener(heard.Add) });

        heard.Count.ShouldBe(2 * 1002);
        heard.Take(1002).ShouldAllBe(progress => progress.Stage == ImportStage.Checking);
        heard.Skip(1002).ShouldAllBe(progress => progress.Stage == ImportStage.Writing);
        heard.Skip(1002).Select(progress => progress.Records).ShouldBe(Enumerable.Range(0, 1002).Select(records => (long)records));
    }

    [Fact]
    public void Cancelled_while_checking_writes_nothing()
    {
        using var stop = new CancellationTokenSource();
        var format = new MemoryFormat(Everything()) { OnLine = (_, line) => StopAt(stop, line == 500) };

        Should.Throw<OperationCanceledException>(() => DatasetImporter.Import(_store, format, "somewhere", null, stop.Token));

        _store.Count().ShouldBe(new StoreCounts(0, 0, 0));
    }

    [Fact]
    public void Cancelled_while_writing_leaves_whole_batches_that_a_repeat_completes()
    {
        using var stop = new CancellationTokenSource();
        var format = new MemoryFormat(Everything()) { OnLine = (pass, line) => StopAt(stop, pass == 2 && line == 555) };
        var options = new ImportOptions { BatchSize = 100 };

        Should.Throw<OperationCanceledException>(() => DatasetImporter.Import(_store, format, "somewhere", options, stop.Token));
        Contents().Interactions.ShouldBe(StoreSamples.Many(498));

        Import(new MemoryFormat(Everything()), options).Tally.Interactions.ShouldBe(new Tally(502, 0, 498));
        Contents().Interactions.ShouldBe(StoreSamples.Many(1000));
    }

    [Fact]
    public void Keeps_the_last_of_records_that_a_file_repeats_as_if_it_had_been_alone()
    {
        var interaction = new Interaction { UserId = "u", ItemId = "i", Kind = "rating", Value = 1 };
        object[] lines = [interaction, new Item { Id = "i", Title = "First" }, interaction with { Value = 2 }, new Item { Id = "i", Title = "Second" }];

        Import(new MemoryFormat(lines));
        Import(new MemoryFormat(lines));

        Contents().Interactions.ShouldBe([interaction with { Value = 2 }]);
        Contents().Items.ShouldBe([new Item { Id = "i", Title = "Second" }]);
    }

    [Fact]
    public void Imports_what_was_exported_without_loss()
    {
        Import(new MemoryFormat([.. Everything(), .. StoreSamples.OddInteractions]));
        var path = Path.Combine(_folder.Path, "export");
        new MarqueeFormat().Write(path, _store, TestContext.Current.CancellationToken);
        using var other = new SqliteStore(Path.Combine(_folder.Path, "other.db"));

        DatasetImporter.Import(other, DatasetFormats.Detect(path), path, cancellationToken: TestContext.Current.CancellationToken);

        Contents(other).Users.ShouldBe(Contents().Users);
        Contents(other).Items.ShouldBe(Contents().Items);
        Contents(other).Interactions.ShouldBe(Contents().Interactions);
    }

    [Fact]
    public void Refuses_an_empty_batch_size() =>
        Should.Throw<ArgumentOutOfRangeException>(() => Import(new MemoryFormat(), new ImportOptions { BatchSize = 0 }));

    private static IEnumerable<object> Everything() => [StoreSamples.FullUser, StoreSamples.FullItem, .. StoreSamples.Many(1000)];

    private static void StopAt(CancellationTokenSource stop, bool now)
    {
        if (now)
        {
            stop.Cancel();
        }
    }

    private ImportReport Import(IDatasetFormat format, ImportOptions? options = null) =>
        DatasetImporter.Import(_store, format, "somewhere", options, TestContext.Current.CancellationToken);

    private CollectingSink Contents(IDataStore? store = null)
    {
        var sink = new CollectingSink();
        (store ?? _store).CopyTo(sink, TestContext.Current.CancellationToken);
        return sink;
    }

    private sealed class Listener(Action<ImportProgress> hear) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => hear(value);
    }
}
