using Marquee.Data;
using Marquee.Numerics;
using Marquee.Testing;

namespace Marquee.Storage.Tests;

public sealed class PostgresStoreTests(PostgresServer server) : IDisposable
{
    private readonly PostgresHarness _harness = new(server);

    public void Dispose() => _harness.Dispose();

    [Fact]
    public void Is_opened_by_one_line_of_configuration()
    {
        using var folder = new TemporaryFolder();
        folder.Write("marquee.json", $$"""{ "store": "postgres:{{_harness.Connection}}" }""");

        using (var store = Workspace.Open(folder.Path).OpenStore())
        {
            using var writer = store.OpenWriter();
            writer.Add(StoreSamples.FullItem);
            writer.Commit();
        }

        using var again = _harness.Open();
        again.LoadSnapshot().Items.ShouldBe([StoreSamples.FullItem]);
    }

    [Fact]
    public void Connects_again_after_the_connection_was_lost()
    {
        using var store = _harness.Open();
        using var writer = store.OpenWriter();
        writer.Add(StoreSamples.FullUser);
        writer.Commit().ShouldBe(1);

        // Lost between two batches: nobody notices.
        PostgresServer.Disconnect(_harness.Connection);
        writer.Add(StoreSamples.FullItem);
        writer.Commit().ShouldBe(2);

        // Lost within a batch: it cannot be committed.
        writer.Add(new User { Id = "lost" });
        writer.UserIndex("lost").ShouldBe(1);
        PostgresServer.Disconnect(_harness.Connection);
        writer.Add(new User { Id = "lost as well" });
        Should.Throw<StoreException>(() => writer.Commit()).Message.ShouldContain("the next use connects again");
        Should.Throw<InvalidOperationException>(() => writer.Commit()).Message.ShouldContain("abandon it");

        writer.Abandon();
        writer.Add(new User { Id = "found" });
        writer.Commit().ShouldBe(3);
        SpinWait.SpinUntil(() => Answers(store), TimeSpan.FromSeconds(30)).ShouldBeTrue();
        store.LoadSnapshot().UserIds.Ids.ToArray().ShouldBe([StoreSamples.FullUser.Id, "found"]);

        static bool Answers(IDataStore store)
        {
            try
            {
                return store.Version == 3;
            }
            catch (StoreException)
            {
                return false;
            }
        }
    }

    [Fact]
    public void Says_which_database_cannot_be_reached_without_its_password()
    {
        var message = Should.Throw<StoreException>(() => new PostgresStore("Host=/nowhere;Database=films;Username=me;Password=secret")).Message;
        message.ShouldContain("'films' at /nowhere");
        message.ShouldContain("cannot be reached");
        message.ShouldNotContain("secret");
    }

    [Fact]
    public void Says_how_a_connection_should_look() =>
        Should.Throw<StoreException>(() => DataStores.Open("postgres:nonsense=1", ".")).Message.ShouldContain("Host=localhost;Database=marquee");

    [Fact]
    public void Says_when_there_is_no_such_database()
    {
        // Asked for outside: where there is no server the test is skipped here.
        var connection = _harness.Connection.Replace("Database=postgres", "Database=not_there");

        Should.Throw<StoreException>(() => new PostgresStore(connection)).Message.ShouldContain("create it first");
    }

    [Fact]
    public void Refuses_the_tables_of_another_program_and_leaves_them_alone()
    {
        PostgresServer.Run(_harness.Connection, "CREATE TABLE users(theirs integer)");

        Should.Throw<StoreException>(() => _harness.Open()).Message.ShouldContain("tables of another program");

        using var store = new PostgresStore(InSchema("ours"));
        store.Count().ShouldBe(new StoreCounts(0, 0, 0));
    }

    [Fact]
    public void Refuses_a_database_of_a_later_version()
    {
        _harness.Open().Dispose();
        PostgresServer.Run(_harness.Connection, "INSERT INTO marquee_migrations VALUES(1000, 'from the future')");

        Should.Throw<StoreException>(() => _harness.Open()).Message.ShouldContain("later version of Marquee");
    }

    [Fact]
    public void Keeps_the_stores_of_two_schemas_apart()
    {
        using var one = new PostgresStore(InSchema("one"));
        using var other = new PostgresStore(InSchema("other"));
        using var writer = one.OpenWriter();
        writer.Add(StoreSamples.FullUser);
        writer.Commit();

        (one.Count().Users, other.Count().Users).ShouldBe((1, 0));
    }

    [Fact]
    public async Task Can_be_opened_for_the_first_time_by_several_at_once()
    {
        var connection = _harness.Connection;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => new PostgresStore(connection).Dispose(), TestContext.Current.CancellationToken)));

        using var store = _harness.Open();
        store.Count().ShouldBe(new StoreCounts(0, 0, 0));
    }

    [Fact]
    public void Gives_up_when_another_writer_does_not_come_to_an_end()
    {
        using var store = new PostgresStore(_harness.Connection, TimeSpan.FromMilliseconds(50));
        using var slow = store.OpenWriter();
        using var other = store.OpenWriter();
        slow.DeleteUser("nobody");
        other.Add(StoreSamples.FullItem);

        Should.Throw<StoreException>(() => other.Commit()).Message.ShouldContain("somebody else has been writing");

        slow.Commit();
        other.Abandon();
        other.Add(StoreSamples.FullItem);
        other.Commit().ShouldBe(1);
    }

    [Fact]
    public void Keeps_ids_words_and_texts_of_any_length()
    {
        var random = new SplittableRandom(1);
        var id = string.Concat(Enumerable.Range(0, 20_000).Select(_ => (char)('a' + random.Next(26))));
        var item = new Item { Id = id, Title = id, Summary = string.Concat(Enumerable.Range(0, 100_000).Select(number => $"word{number} ")) };
        var interaction = new Interaction { UserId = id, ItemId = id, Kind = id, Text = id, Session = id };
        using var store = _harness.Open();
        using var writer = store.OpenWriter();
        writer.Add(item);
        writer.Add(interaction);
        writer.Commit();
        writer.Add(interaction with { Value = 1 });
        writer.Commit();
        writer.Tally.Interactions.ShouldBe(new Tally(1, 1, 0));

        store.LoadSnapshot().Items.ShouldBe([item]);
        store.SearchItems(id, 1).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("""DELETE FROM users WHERE id = 'user 5'""", "1 indices of users are missing.")]
    [InlineData("UPDATE users SET id = 'user 5' WHERE idx = 3", "ids of users are there more than once.")]
    [InlineData("UPDATE interactions SET sequence = 8 WHERE sequence = 7", "1 interactions share their place in the order of arrival with another.")]
    [InlineData("UPDATE users SET attributes = '{ broken' WHERE idx = 3", "number 3 of the users cannot be read: ")]
    [InlineData("UPDATE items SET words = NULL WHERE described = 1", "1 items are found by search and should not be, or should be and are not.")]
    public void Says_what_is_wrong(string damage, string problem)
    {
        using var store = _harness.Open();
        using (var writer = store.OpenWriter())
        {
            writer.Add(StoreSamples.FullItem with { Hidden = false });
            foreach (var interaction in StoreSamples.Many(500))
            {
                writer.Add(interaction);
            }

            writer.Commit();
        }

        store.Check(TestContext.Current.CancellationToken).ShouldBeEmpty();
        PostgresServer.Run(_harness.Connection, damage);

        store.Check(TestContext.Current.CancellationToken).ShouldContain(line => line.Contains(problem));
    }

    private string InSchema(string name)
    {
        PostgresServer.Run(_harness.Connection, $"CREATE SCHEMA {name}");
        return $"{_harness.Connection};Search Path={name}";
    }
}
