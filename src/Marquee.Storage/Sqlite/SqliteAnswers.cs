using Microsoft.Data.Sqlite;

namespace Marquee.Storage;

/// <summary>The answers to requests that may be sent again.</summary>
internal sealed class SqliteAnswers(SqliteConnection connection) : IDisposable
{
    private readonly SqliteStatement _forget = new(connection, "DELETE FROM answers WHERE time < ?");
    private readonly SqliteStatement _write = new(connection, "INSERT OR REPLACE INTO answers(key, answer, time) VALUES(?, ?, ?)");
    private readonly SqliteStatement _read = new(connection, "SELECT answer FROM answers WHERE key = ?");

    public void Remember(string key, string answer, DateTimeOffset time)
    {
        _forget.Bind(1, (time - RememberedAnswers.Kept).ToUnixTimeMilliseconds()).Run();
        _write.Bind(1, key).Bind(2, answer).Bind(3, time.ToUnixTimeMilliseconds()).Run();
    }

    public string? Recall(string key)
    {
        if (!_read.Bind(1, key).Step())
        {
            return null;
        }

        var answer = _read.Text(0);
        _read.Reset();
        return answer;
    }

    public void Dispose()
    {
        _forget.Dispose();
        _write.Dispose();
        _read.Dispose();
    }
}
