using Marquee.Data;
using Marquee.Testing;

namespace Marquee.Storage.Tests;

public sealed class RealImportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Brings_in_a_published_data_set_as_it_is_and_nothing_the_second_time()
    {
        var path = RealData.Folder("movielens-100k");
        var format = DatasetFormats.Detect(path);
        var builder = new SnapshotBuilder();
        format.Read(path, builder, ReadContext.Strict);
        var expected = builder.Build();
        using var store = new SqliteStore(Path.Combine(_folder.Path, "marquee.db"));

        var first = DatasetImporter.Import(store, format, path, cancellationToken: TestContext.Current.CancellationToken);
        var second = DatasetImporter.Import(store, format, path, cancellationToken: TestContext.Current.CancellationToken);

        first.Tally.ShouldBe(new ImportTally(new Tally(943, 0, 0), new Tally(1682, 0, 0), new Tally(100_000, 0, 0)));
        second.Tally.ShouldBe(new ImportTally(new Tally(0, 0, 943), new Tally(0, 0, 1682), new Tally(0, 0, 100_000)));
        var snapshot = store.LoadSnapshot();
        snapshot.UserIds.Ids.SequenceEqual(expected.UserIds.Ids).ShouldBeTrue();
        snapshot.ItemIds.Ids.SequenceEqual(expected.ItemIds.Ids).ShouldBeTrue();
        snapshot.Events.Users.SequenceEqual(expected.Events.Users).ShouldBeTrue();
        snapshot.Events.Items.SequenceEqual(expected.Events.Items).ShouldBeTrue();
        snapshot.Events.Values.SequenceEqual(expected.Events.Values).ShouldBeTrue();
        snapshot.Events.Times.SequenceEqual(expected.Events.Times).ShouldBeTrue();
        snapshot.Items.ShouldBe(expected.Items);
        snapshot.Users.ShouldBe(expected.Users);
    }
}
