using Marquee.Data;
using Microsoft.Data.Sqlite;

namespace Marquee.Storage;

/// <summary>The words by which items are found: a full-text index (FTS5) that the writer keeps in step with the items, so that what is committed is found.</summary>
/// <remarks>It keeps no text, and its tokenizer only parts at spaces: <see cref="SearchWords"/> has done the rest.</remarks>
internal sealed class SqliteItemWords(SqliteConnection connection) : IDisposable
{
    public const string Table = "CREATE VIRTUAL TABLE item_words USING fts5(title, people, categories, labels, summary, content = '', contentless_delete = 1, tokenize = 'ascii');";

    private readonly SqliteStatement _clear = new(connection, "DELETE FROM item_words WHERE rowid = ?");
    private readonly SqliteStatement _write = new(connection, "INSERT INTO item_words(rowid, title, people, categories, labels, summary) VALUES(?, ?, ?, ?, ?, ?)");

    /// <summary>Finds items; see <see cref="IDataStore.SearchItems"/>.</summary>
    public static IReadOnlyList<SearchHit> Find(SqliteConnection connection, string[][] words, int count)
    {
        using var rows = new SqliteStatement(connection, """
            SELECT rowid, -bm25(item_words, 10, 5, 3, 3, 1) AS score FROM item_words WHERE item_words MATCH ?1 ORDER BY score DESC, rowid LIMIT ?2
            """);
        rows.Bind(1, string.Join(' ', words.Select(parts => $"\"{string.Join(' ', parts)}\"")) + "*").Bind(2, count);
        var hits = new List<SearchHit>();
        while (rows.Step())
        {
            hits.Add(new SearchHit(rows.Int(0), rows.Float(1)!.Value));
        }

        return hits;
    }

    /// <summary>Brings in the items of a database that had no such index.</summary>
    public static void AddAll(SqliteConnection connection)
    {
        using var words = new SqliteItemWords(connection);
        using var items = new SqliteStatement(connection, $"SELECT {SqliteColumns.Item} FROM items WHERE described");
        while (items.Step())
        {
            words.Write(items.Int(0), SqliteColumns.ReadItem(items, FeatureMap.Empty));
        }
    }

    /// <summary>Puts the words of an item in the place of those that it had.</summary>
    public void Put(int index, Item item)
    {
        Clear(index);
        Write(index, item);
    }

    /// <summary>Takes an item out.</summary>
    public void Clear(int index) => _clear.Bind(1, index).Run();

    public void Dispose()
    {
        _clear.Dispose();
        _write.Dispose();
    }

    private void Write(int index, Item item)
    {
        if (!item.Hidden)
        {
            _write.Bind(1, index)
                .Bind(2, SearchWords.Plain(item.Title))
                .Bind(3, SearchWords.Plain(item.People.Select(person => person.Name)))
                .Bind(4, SearchWords.Plain(item.Categories))
                .Bind(5, SearchWords.Plain(item.Labels))
                .Bind(6, SearchWords.Plain(item.Summary))
                .Run();
        }
    }
}
