using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Marquee.Storage;

/// <summary>A prepared statement without the layers of ADO.NET, which cost more than the insertion of a row itself. Parameters count from 1, columns from 0.</summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    public SqliteStatement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle!;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(_database, sql, out _statement), _database);
    }

    public SqliteStatement Bind(int parameter, long? value)
    {
        Check(value is { } number ? raw.sqlite3_bind_int64(_statement, parameter, number) : raw.sqlite3_bind_null(_statement, parameter));
        return this;
    }

    public SqliteStatement Bind(int parameter, bool value) => Bind(parameter, value ? 1 : 0);

    public SqliteStatement Bind(int parameter, float? value)
    {
        Check(value is { } number ? raw.sqlite3_bind_double(_statement, parameter, number) : raw.sqlite3_bind_null(_statement, parameter));
        return this;
    }

    public SqliteStatement Bind(int parameter, string? value)
    {
        // By length, not by a terminating null: the ids of what was deleted hold one. An empty span would bind NULL.
        Check(value switch
        {
            null => raw.sqlite3_bind_null(_statement, parameter),
            "" => raw.sqlite3_bind_text(_statement, parameter, value),
            _ => raw.sqlite3_bind_text(_statement, parameter, Encoding.UTF8.GetBytes(value).AsSpan()),
        });
        return this;
    }

    public SqliteStatement Bind(int parameter, ReadOnlySpan<byte> value)
    {
        Check(value.IsEmpty ? raw.sqlite3_bind_zeroblob(_statement, parameter, 0) : raw.sqlite3_bind_blob(_statement, parameter, value));
        return this;
    }

    /// <summary>Goes to the next row.</summary>
    /// <returns>Whether there is one; where not, the statement is ready to run again.</returns>
    public bool Step()
    {
        switch (raw.sqlite3_step(_statement))
        {
            case raw.SQLITE_ROW:
                return true;
            case raw.SQLITE_DONE:
                Check(raw.sqlite3_reset(_statement));
                return false;
            case var code:
                // The text of the error goes with the reset, so it is thrown first.
                try
                {
                    SqliteException.ThrowExceptionForRC(code, _database);
                }
                finally
                {
                    _ = raw.sqlite3_reset(_statement);
                }

                return false;
        }
    }

    /// <summary>Runs to the end.</summary>
    /// <returns>Number of rows inserted, updated or deleted.</returns>
    public int Run()
    {
        while (Step())
        {
        }

        return raw.sqlite3_changes(_database);
    }

    public void Reset() => Check(raw.sqlite3_reset(_statement));

    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    public int Int(int column) => raw.sqlite3_column_int(_statement, column);

    public long Long(int column) => raw.sqlite3_column_int64(_statement, column);

    public bool Bool(int column) => Int(column) != 0;

    public float? Float(int column) => IsNull(column) ? null : (float)raw.sqlite3_column_double(_statement, column);

    /// <summary>The number, or NaN for NULL, which SQLite reads as 0.</summary>
    public float FloatOrNaN(int column) => (float)raw.sqlite3_column_double(_statement, column) is var number && (number != 0 || !IsNull(column)) ? number : float.NaN;

    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(_statement, column);

    public string? Text(int column) => IsNull(column) ? null : Encoding.UTF8.GetString(Bytes(column));

    public void Dispose() => _statement.Dispose();

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            SqliteException.ThrowExceptionForRC(code, _database);
        }
    }
}
