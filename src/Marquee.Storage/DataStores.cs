namespace Marquee.Storage;

/// <summary>The kinds of store there are, by the word in front of a connection. One line here makes another kind known to every command.</summary>
public static class DataStores
{
    private static readonly Dictionary<string, Func<string, string, IDataStore>> Kinds = new(StringComparer.Ordinal)
    {
        ["sqlite"] = (file, directory) => new SqliteStore(Path.Combine(directory, file)),
        ["postgres"] = (connection, _) => new PostgresStore(connection),
    };

    /// <summary>Opens the store of a connection.</summary>
    /// <param name="connection"><c>KIND:REST</c>, such as <c>sqlite:marquee.db</c>.</param>
    /// <param name="directory">The folder that a relative file name starts from.</param>
    /// <exception cref="StoreException">There is no such kind, or the store cannot be opened.</exception>
    public static IDataStore Open(string connection, string directory)
    {
        var (kind, rest) = connection.Split(':', 2) is [var first, var second] ? (first, second) : (connection, "");
        return rest.Length > 0 && Kinds.TryGetValue(kind, out var open)
            ? open(rest, directory)
            : throw new StoreException($"There is no store '{connection}'; a store is KIND:REST with a KIND of {string.Join(", ", Kinds.Keys)}, such as sqlite:marquee.db.");
    }
}
