namespace Marquee.Data;

/// <summary>
/// Tables with a header: one file of interactions, of items or of users; or a folder with <c>interactions</c>, <c>items</c> and <c>users</c>, each
/// <c>.csv</c> or <c>.tsv</c>. Fields are separated by comma, semicolon, tab or bar, and may stand in quotes (RFC 4180).
/// </summary>
/// <remarks>
/// Columns are found by their usual names (<c>user</c>, <c>user_id</c>, <c>movieId</c>, <c>rating</c>, <c>timestamp</c>, ...) or by
/// <see cref="ReadContext.Columns"/>; columns of users and items that hold no field become attributes. Names, lists, and what a table cannot hold,
/// are described in <c>docs/formats.md</c>.
/// </remarks>
public sealed class CsvFormat : IWritableDatasetFormat
{
    private const string Users = "users";
    private const string Items = "items";
    private const string Interactions = "interactions";

    private static readonly string[] Tables = [Users, Items, Interactions];
    private static readonly string[] Extensions = [".csv", ".tsv"];
    private static readonly TableDialect Dialect = new('|', Escapes: true);

    /// <inheritdoc/>
    public string Name => "csv";

    /// <inheritdoc/>
    public string Description => "tables with a header, a .csv or .tsv file, or a folder with interactions.csv, items.csv and users.csv";

    /// <inheritdoc/>
    public bool Recognizes(string path)
    {
        if (Directory.Exists(path))
        {
            return FilesOf(path).Any();
        }

        return File.Exists(path) && (Extensions.Contains(DatasetFiles.Extension(path)) || HasUserAndItem(CsvTable.HeadersOf(path)));
    }

    /// <inheritdoc/>
    public void Read(string path, IDatasetSink sink, ReadContext context)
    {
        CheckFields(path, context);
        var files = Directory.Exists(path) ? [.. FilesOf(path)] : new[] { path };
        if (files.Length == 0)
        {
            throw ReadSession.Refuse(path, "holds none of interactions.csv, items.csv, users.csv");
        }

        var session = new ReadSession(context, files);
        foreach (var file in files)
        {
            using var table = new CsvTable(session, file);
            Read(table, sink, context);
        }

        session.Finish();
    }

    /// <inheritdoc/>
    public IDatasetWriter CreateWriter(string path) => new CsvDatasetWriter(path, Dialect);

    /// <summary>Refuses names of fields that do not exist.</summary>
    internal static void CheckFields(string path, ReadContext context)
    {
        var known = TableFields.Interactions.Concat(TableFields.Items).Concat(TableFields.Users).Select(field => field.Name).Distinct().ToList();
        if (context.Columns.Keys.FirstOrDefault(field => !known.Contains(field)) is { } unknown)
        {
            throw ReadSession.Refuse(path, $"no table has the field '{unknown}'; the fields are {string.Join(", ", known)}");
        }
    }

    private static void Read(CsvTable table, IDatasetSink sink, ReadContext context)
    {
        var interactions = new TableColumns(table.Path, table.Headers, TableFields.Interactions, context.Columns);
        var users = new TableColumns(table.Path, table.Headers, TableFields.Users, context.Columns);
        var items = new TableColumns(table.Path, table.Headers, TableFields.Items, context.Columns);
        switch (KindOf(table.Path, interactions))
        {
            case Interactions when interactions.Has(TableFields.User) && interactions.Has(TableFields.Item):
                NoteOthers(table, interactions, context);
                InteractionTable.Read(table, interactions, sink);
                break;
            case Users when users.Has(TableFields.User):
                UserTable.Read(table, users, sink);
                break;
            case Items when items.Has(TableFields.Item):
                ItemTable.Read(table, items, Dialect, sink);
                break;
            case var kind:
                var missing = kind == Items || (kind == Interactions && interactions.Has(TableFields.User)) ? TableFields.Item : TableFields.User;
                throw ReadSession.Refuse(
                    table.Path, $"is read as {kind}, but no column is known to hold the {missing}; its columns are {TableColumns.Shown(table.Headers)}; say which one it is");
        }
    }

    /// <summary>What a table holds: what its name says; else interactions where it has users and items, else whichever of them it has.</summary>
    private static string KindOf(string path, TableColumns columns)
    {
        var name = Path.GetFileNameWithoutExtension(DatasetFiles.Name(path));
        return Tables.Contains(name) ? name
            : columns.Has(TableFields.User) && columns.Has(TableFields.Item) ? Interactions
            // Somebody with a rating rated something: the column of the item goes by a name that is not known.
            : columns.Has(TableFields.User) && columns.Has(TableFields.Value) ? Interactions
            : columns.Has(TableFields.User) ? Users
            : columns.Has(TableFields.Item) ? Items
            : Interactions;
    }

    private static void NoteOthers(CsvTable table, TableColumns columns, ReadContext context)
    {
        if (columns.Others.Count > 0)
        {
            var names = TableColumns.Shown(columns.Others.Select(column => table.Headers[column]));
            context.OnNotice?.Invoke(new DatasetProblem(
                table.Path, 1, $"left out, since no field goes by such a name: {names}; if it holds one, say so, such as time={table.Headers[columns.Others[0]]}"));
        }
    }

    private static IEnumerable<string> FilesOf(string folder) =>
        from name in Tables
        let file = Extensions.Select(extension => DatasetFiles.Find(folder, name + extension)).FirstOrDefault(found => found is not null)
        where file is not null
        select file;

    private static bool HasUserAndItem(IReadOnlyList<string> headers) =>
        new[] { TableFields.User, TableFields.Item }.All(name => headers.Any(TableFields.Interactions.Single(field => field.Name == name).Matches));
}
