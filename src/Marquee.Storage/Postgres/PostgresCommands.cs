using Npgsql;

namespace Marquee.Storage;

/// <summary>Small things that every user of a connection needs. Parameters are <c>$1</c>, <c>$2</c>, ...</summary>
internal static class PostgresCommands
{
    public static NpgsqlCommand Query(this NpgsqlConnection connection, string sql, params object?[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        }

        return command;
    }

    /// <returns>Number of rows changed.</returns>
    public static int Run(this NpgsqlConnection connection, string sql, params object?[] values)
    {
        using var command = connection.Query(sql, values);
        return command.ExecuteNonQuery();
    }

    /// <summary>The number that a query answers.</summary>
    public static long Number(this NpgsqlConnection connection, string sql, params object?[] values)
    {
        using var command = connection.Query(sql, values);
        return Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    public static string? Text(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static float FloatOrNaN(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? float.NaN : row.GetFloat(column);
}
