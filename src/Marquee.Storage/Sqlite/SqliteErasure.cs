using Marquee.Data;
using Microsoft.Data.Sqlite;

namespace Marquee.Storage;

/// <summary>Takes users, items and interactions out of their tables.</summary>
internal sealed class SqliteErasure(SqliteConnection connection, SqliteItemWords words) : IDisposable
{
    private readonly SqliteStatement _interaction = new(
        connection, "DELETE FROM interactions WHERE user = ? AND item = ? AND kind = ? AND time = ? AND text = ?");

    private readonly SqliteStatement _interactionsOfUser = new(connection, "DELETE FROM interactions WHERE user = ?");
    private readonly SqliteStatement _user = new(
        connection, "UPDATE users SET id = ?2, described = 0, deleted = 1, opted_out = 0, attributes = '{}' WHERE idx = ?1");

    private readonly SqliteStatement _interactionsOfItem = new(connection, "DELETE FROM interactions WHERE item = ?");
    private readonly SqliteStatement _features = new(connection, "DELETE FROM item_features WHERE item = ?");
    private readonly SqliteStatement _item = new(connection, """
        UPDATE items SET id = ?2, described = 0, deleted = 1, title = NULL, kind = NULL, year = NULL, release_date = NULL, countries = '[]', language = NULL,
            categories = '[]', labels = '[]', people = '[]', summary = NULL, available_from = NULL, available_until = NULL, hidden = 1, attributes = '{}'
        WHERE idx = ?1
        """);

    private bool _overwrites;

    public void User(int index)
    {
        Overwrite();
        _interactionsOfUser.Bind(1, index).Run();
        _user.Bind(1, index).Bind(2, IdMap.Erased(index)).Run();
    }

    public void Item(int index)
    {
        Overwrite();
        _interactionsOfItem.Bind(1, index).Run();
        _features.Bind(1, index).Run();
        words.Clear(index);
        _item.Bind(1, index).Bind(2, IdMap.Erased(index)).Run();
    }

    public bool Interaction(int user, int item, int kind, long time, string text) =>
        _interaction.Bind(1, user).Bind(2, item).Bind(3, kind).Bind(4, time).Bind(5, text).Run() > 0;

    public void Dispose()
    {
        SqliteStatement[] statements = [_interaction, _interactionsOfUser, _user, _interactionsOfItem, _features, _item];
        foreach (var statement in statements)
        {
            statement.Dispose();
        }
    }

    /// <summary>From now on what is deleted is overwritten in the file, too.</summary>
    private void Overwrite()
    {
        if (!_overwrites)
        {
            connection.Run("PRAGMA secure_delete = ON");
            _overwrites = true;
        }
    }
}
