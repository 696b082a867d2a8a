using Marquee.Data;
using Marquee.Testing;
using Microsoft.Data.Sqlite;

namespace Marquee.Storage.Tests;

public sealed class SqliteStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Database => Path.Combine(_folder.Path, "marquee.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Refuses_a_file_that_is_no_database()
    {
        File.WriteAllText(Database, string.Concat(Enumerable.Repeat("user,item,rating\n", 100)));

        Should.Throw<StoreException>(() => new SqliteStore(Database)).Message.ShouldContain("is not an SQLite database");
        File.ReadAllText(Database).ShouldStartWith("user,item,rating");
    }

    [Fact]
    public void Refuses_the_database_of_another_program_and_leaves_it_alone()
    {
        Run("CREATE TABLE theirs(x); PRAGMA user_version = 3");

        Should.Throw<StoreException>(() => new SqliteStore(Database)).Message.ShouldContain("not one of Marquee's");
        Number("SELECT count(*) FROM sqlite_schema").ShouldBe(1);
    }

    [Fact]
    public void Refuses_a_database_of_a_later_version()
    {
        new SqliteStore(Database).Dispose();
        Run("INSERT INTO migrations VALUES(1000, 'from the future')");

        Should.Throw<StoreException>(() => new SqliteStore(Database)).Message.ShouldContain("later version of Marquee");
    }

    [Fact]
    public void Says_when_the_folder_is_missing() =>
        Should.Throw<StoreException>(() => new SqliteStore(Path.Combine(_folder.Path, "missing", "marquee.db"))).Message.ShouldContain("cannot be opened");

    [Fact]
    public void Writes_down_which_steps_made_its_tables()
    {
        new SqliteStore(Database).Dispose();
        var steps = Number("SELECT count(*) FROM migrations");
        new SqliteStore(Database).Dispose();

        steps.ShouldBeGreaterThan(0);
        Number("SELECT count(*) FROM migrations").ShouldBe(steps);
        Number("SELECT max(version) FROM migrations").ShouldBe(steps);
    }

    [Fact]
    public async Task Can_be_opened_for_the_first_time_by_several_at_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => new SqliteStore(Database).Dispose(), TestContext.Current.CancellationToken)));

        using var store = new SqliteStore(Database);
        store.Count().ShouldBe(new StoreCounts(0, 0, 0));
    }

    [Fact]
    public void Leaves_one_file_behind_when_it_is_closed()
    {
        using (var store = new SqliteStore(Database))
        {
            using var writer = store.OpenWriter();
            writer.Add(StoreSamples.FullUser);
            writer.Commit();
        }

        Directory.GetFiles(_folder.Path).ShouldBe([Database]);
    }

    [Fact]
    public void Goes_on_after_a_batch_that_failed_half_way_once_it_is_abandoned()
    {
        using var store = new SqliteStore(Database);
        using var writer = store.OpenWriter();
        writer.Add(StoreSamples.FullUser);
        writer.Commit();
        Run("ALTER TABLE item_features RENAME TO elsewhere");

        Should.Throw<StoreException>(() => writer.Add(StoreSamples.FullItem)).Message.ShouldContain(Database);

        Should.Throw<InvalidOperationException>(() => writer.Add(StoreSamples.FullUser)).Message.ShouldContain("abandon it");
        Should.Throw<InvalidOperationException>(() => writer.Commit());
        store.Count().ShouldBe(new StoreCounts(1, 0, 0));

        writer.Abandon();
        Run("ALTER TABLE elsewhere RENAME TO item_features");
        writer.Add(StoreSamples.FullItem);
        writer.Commit().ShouldBe(2);
        store.LoadSnapshot().Items.ShouldBe([StoreSamples.FullItem]);
    }

    [Fact]
    public void Brings_a_database_of_the_first_version_up_to_date()
    {
        using (var store = new SqliteStore(Database))
        {
            using var writer = store.OpenWriter();
            writer.Add(new Item { Id = "shown", Title = "The Lighthouse" });
            writer.Add(new Item { Id = "hidden", Title = "The Lighthouse", Hidden = true });
            writer.Commit();
        }

        Run("DROP TABLE item_words; DROP TABLE answers; ALTER TABLE state DROP COLUMN version; DELETE FROM migrations WHERE version > 1");

        using var again = new SqliteStore(Database);
        again.Version.ShouldBe(0);
        again.SearchItems("lighthouse", 10).ShouldHaveSingleItem().Item.ShouldBe(0);
        again.LoadSnapshot().Items.Count.ShouldBe(2);
    }

    [Fact]
    public void Acknowledges_nothing_when_its_file_is_gone()
    {
        using var store = new SqliteStore(Database);
        using var writer = store.OpenWriter();
        writer.Add(StoreSamples.FullUser);
        writer.Commit();
        File.Move(Database, Database + ".away");

        writer.Add(StoreSamples.FullItem);
        Should.Throw<StoreException>(() => writer.Commit()).Message.ShouldContain("is gone");

        writer.Abandon();
        File.Move(Database + ".away", Database);
        writer.Add(StoreSamples.FullItem);
        writer.Commit().ShouldBe(2);
    }

    [Fact]
    public void Says_which_file_cannot_be_read_and_why()
    {
        using var store = new SqliteStore(Database);
        Run("DROP TABLE item_features");

        Should.Throw<StoreException>(() => store.LoadSnapshot()).Message.ShouldMatch($"^{System.Text.RegularExpressions.Regex.Escape(Database)}: .*no such table: item_features");
    }

    [Fact]
    public void Gives_up_when_another_writer_does_not_come_to_an_end()
    {
        using var store = new SqliteStore(Database, TimeSpan.FromMilliseconds(20));
        using var slow = store.OpenWriter();
        using var other = store.OpenWriter();
        slow.Add(StoreSamples.FullUser);

        Should.Throw<StoreException>(() => other.Add(StoreSamples.FullItem)).Message.ShouldContain("Somebody else has been writing");
        Should.Throw<StoreException>(() => other.DeleteUser(StoreSamples.FullUser.Id)).Message.ShouldContain("Somebody else has been writing");

        slow.Commit();
        other.Add(StoreSamples.FullItem);
        other.Commit();
        other.DeleteUser(StoreSamples.FullUser.Id).ShouldBeTrue();
        other.Commit();
    }

    [Theory]
    [InlineData("DELETE FROM users WHERE id = 'user 5'", "1 indices of users are missing.", "interactions are of users that are not there.")]
    [InlineData("DELETE FROM items WHERE id = 'full item'", "1 indices of items are missing.", "2 feature vectors are of items that are not there.")]
    [InlineData("UPDATE interactions SET item = 1000 WHERE sequence = 7", "1 interactions are with items that are not there.")]
    [InlineData("UPDATE interactions SET kind = 1000 WHERE sequence = 7", "1 interactions are of kinds that are not there.")]
    [InlineData("UPDATE interactions SET sequence = 8 WHERE sequence = 7", "1 interactions share their place in the order of arrival with another.")]
    [InlineData("UPDATE interactions SET sequence = 80000 WHERE sequence = 7", "1 interactions stand behind the end of the order of arrival.")]
    [InlineData("UPDATE interactions SET progress = 2 WHERE sequence = 7", "1 interactions have an impossible time or progress.")]
    [InlineData("UPDATE users SET attributes = '{ broken' WHERE idx = 3", "number 3 of the users cannot be read: ")]
    [InlineData("UPDATE items SET release_date = 'soon', hidden = 1 WHERE idx = 0", "number 0 of the items cannot be read: ")]
    [InlineData("INSERT INTO item_words(rowid, title) VALUES(1000, 'ghost')", "1 items are found by search and should not be, or should be and are not.")]
    [InlineData("INSERT INTO state VALUES(0, 0)", "the counters of commits and of the order of arrival are missing or there more than once.")]
    public void Says_what_is_wrong(string damage, params string[] problems)
    {
        using var store = new SqliteStore(Database);
        using (var writer = store.OpenWriter())
        {
            writer.Add(StoreSamples.FullItem);
            foreach (var interaction in StoreSamples.Many(500))
            {
                writer.Add(interaction);
            }

            writer.Commit();
        }

        Run(damage);

        var found = store.Check(TestContext.Current.CancellationToken);
        problems.ShouldAllBe(problem => found.Any(line => line.Contains(problem)));
    }

    private void Run(string sql)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private long Number(string sql)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        return connection;
    }
}
