using Marquee.Data;
using Microsoft.Data.Sqlite;

namespace Marquee.Storage;

/// <summary>Puts items, their features and their words into their rows.</summary>
internal sealed class SqliteItemTable(SqliteConnection connection, SqliteItemWords words) : IDisposable
{
    private readonly SqliteStatement _read = new(connection, $"SELECT {SqliteColumns.Item} FROM items WHERE idx = ?");
    private readonly SqliteStatement _readFeatures = new(connection, "SELECT name, vector FROM item_features WHERE item = ?");
    private readonly SqliteStatement _write = new(connection, """
        UPDATE items SET described = 1, title = ?2, kind = ?3, year = ?4, release_date = ?5, countries = ?6, language = ?7, categories = ?8, labels = ?9,
            people = ?10, summary = ?11, available_from = ?12, available_until = ?13, hidden = ?14, attributes = ?15
        WHERE idx = ?1
        """);
    private readonly SqliteStatement _clearFeatures = new(connection, "DELETE FROM item_features WHERE item = ?");
    private readonly SqliteStatement _writeFeature = new(connection, "INSERT INTO item_features(item, name, vector) VALUES(?, ?, ?)");

    public WriteOutcome Put(int index, Item item)
    {
        _read.Bind(1, index).Step();
        var known = _read.Bool(2) ? SqliteColumns.ReadItem(_read, ReadFeatures(index)) : null;
        _read.Reset();
        if (item.Equals(known))
        {
            return WriteOutcome.Unchanged;
        }

        _write.Bind(1, index).Bind(2, item).Run();
        if (known is not null)
        {
            _clearFeatures.Bind(1, index).Run();
        }

        foreach (var (name, vector) in item.Features)
        {
            _writeFeature.Bind(1, index).Bind(2, name).Bind(3, RecordColumns.Write(vector)).Run();
        }

        words.Put(index, item);
        return known is null ? WriteOutcome.New : WriteOutcome.Updated;
    }

    public void Dispose()
    {
        SqliteStatement[] statements = [_read, _readFeatures, _write, _clearFeatures, _writeFeature];
        foreach (var statement in statements)
        {
            statement.Dispose();
        }
    }

    private FeatureMap ReadFeatures(int index)
    {
        var features = new List<KeyValuePair<string, ReadOnlyMemory<float>>>();
        _readFeatures.Bind(1, index);
        while (_readFeatures.Step())
        {
            features.Add(new(_readFeatures.Text(0)!, RecordColumns.ReadVector(_readFeatures.Bytes(1))));
        }

        return features.Count == 0 ? FeatureMap.Empty : new FeatureMap(features);
    }
}
