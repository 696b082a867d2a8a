using System.Diagnostics;
using System.Globalization;
using Marquee.Data;
using Marquee.Numerics;
using Marquee.Testing;

namespace Marquee.Storage.Tests;

public sealed class KilledImportTests(PostgresServer server) : IDisposable
{
    private const int Records = 8_000;
    private const int BatchSize = 100;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("sqlite", 1)]
    [InlineData("sqlite", 2)]
    [InlineData("postgres", 3)]
    public async Task Killed_again_and_again_and_repeated_ends_as_if_it_had_gone_through_at_once(string kind, ulong seed)
    {
        var data = WriteData();
        using var whole = new SqliteStore(Path.Combine(_folder.Path, "whole.db"));
        DatasetImporter.Import(whole, DatasetFormats.Detect(data), data, cancellationToken: TestContext.Current.CancellationToken);
        var expected = Contents(whole);
        var killed = kind == "sqlite" ? $"sqlite:{Path.Combine(_folder.Path, "killed.db")}" : $"postgres:{server.NewSchema()}";
        var random = new SplittableRandom(seed);

        var before = 0;
        for (var kill = 0; kill < 4; kill++)
        {
            await Run(killed, data, before + 1 + random.Next(Records / 6), random.Next(20_000));

            using var store = DataStores.Open(killed, ".");
            var left = Contents(store);
            left.Users.ShouldBe(expected.Users.Take(left.Users.Count));
            left.Items.ShouldBe(expected.Items.Take(left.Items.Count));
            left.Interactions.ShouldBe(expected.Interactions.Take(left.Interactions.Count));
            before = left.Interactions.Count;
            if (before == Records)
            {
                // A busy machine let the process finish before its fuse burnt down.
                kill.ShouldBeGreaterThan(0, "no process died in the middle");
                break;
            }

            ((left.Users.Count + left.Items.Count + before) % BatchSize).ShouldBe(0, "only whole batches survive");
        }

        (await Run(killed, data)).ShouldBe(0);

        using var repeated = DataStores.Open(killed, ".");
        var contents = Contents(repeated);
        contents.Users.ShouldBe(expected.Users);
        contents.Items.ShouldBe(expected.Items);
        contents.Interactions.ShouldBe(expected.Interactions);
        repeated.LoadSnapshot().UserIds.Ids.ToArray().ShouldBe(whole.LoadSnapshot().UserIds.Ids.ToArray());
        repeated.LoadSnapshot().ItemIds.Ids.ToArray().ShouldBe(whole.LoadSnapshot().ItemIds.Ids.ToArray());
    }

    private static async Task<int> Run(string store, string data, params int[] fuse)
    {
        string[] arguments = [Path.Combine(AppContext.BaseDirectory, "Marquee.Storage.ImportHost.dll"), store, data, Text(BatchSize), .. fuse.Select(Text)];
        using var import = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardError = true })!;
        await import.WaitForExitAsync(TestContext.Current.CancellationToken);
        return import.ExitCode;

        static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
    }

    private string WriteData()
    {
        var path = Path.Combine(_folder.Path, "data");
        using var writer = new MarqueeFormat().CreateWriter(path);
        for (var user = 0; user < 100; user++)
        {
            writer.Add(new User { Id = $"user {2 * user}", Attributes = new AttributeMap([new("country", "NL")]) });
        }

        for (var item = 0; item < 100; item++)
        {
            writer.Add(StoreSamples.FullItem with { Id = $"item {3 * item}" });
        }

        foreach (var interaction in StoreSamples.Many(Records, users: 400, items: 500))
        {
            writer.Add(interaction);
        }

        writer.Complete();
        return path;
    }

    private static CollectingSink Contents(IDataStore store)
    {
        var sink = new CollectingSink();
        store.CopyTo(sink, TestContext.Current.CancellationToken);
        return sink;
    }
}
