using Marquee.Data;
using Microsoft.Data.Sqlite;

namespace Marquee.Storage;

/// <summary>Puts users into their rows.</summary>
internal sealed class SqliteUserTable(SqliteConnection connection) : IDisposable
{
    private readonly SqliteStatement _read = new(connection, $"SELECT {SqliteColumns.User} FROM users WHERE idx = ?");
    private readonly SqliteStatement _write = new(connection, "UPDATE users SET described = 1, opted_out = ?2, attributes = ?3 WHERE idx = ?1");

    public WriteOutcome Put(int index, User user)
    {
        _read.Bind(1, index).Step();
        var known = _read.Bool(2) ? SqliteColumns.ReadUser(_read) : null;
        _read.Reset();
        if (user.Equals(known))
        {
            return WriteOutcome.Unchanged;
        }

        _write.Bind(1, index).Bind(2, user).Run();
        return known is null ? WriteOutcome.New : WriteOutcome.Updated;
    }

    public void Dispose()
    {
        _read.Dispose();
        _write.Dispose();
    }
}
