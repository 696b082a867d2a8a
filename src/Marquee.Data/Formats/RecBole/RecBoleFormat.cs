namespace Marquee.Data;

/// <summary>
/// Atomic files of RecBole: <c>NAME.inter</c>, with or without <c>NAME.item</c> and <c>NAME.user</c>, and <c>NAME.kg</c> and <c>NAME.link</c>, beside it; the folder that holds them, or one of the files.
/// Columns are separated by tabs; the header names each with its type (<c>token</c>, <c>token_seq</c>, <c>float</c>, <c>float_seq</c>).
/// </summary>
/// <remarks>
/// Columns are found as in <see cref="CsvFormat"/>. Columns of users and items that hold no field become attributes, those of type <c>float_seq</c> features;
/// other columns of interactions are left out. Where a graph (<c>NAME.kg</c>) and its links to items (<c>NAME.link</c>) lie beside, its facts of items become attributes <c>fact:RELATION</c>.
/// </remarks>
public sealed class RecBoleFormat : IWritableDatasetFormat
{
    internal const string Interactions = ".inter";
    internal const string Items = ".item";
    internal const string Users = ".user";
    private const string Facts = ".kg";
    private const string Links = ".link";

    private static readonly TableDialect Dialect = new(' ', Escapes: false);

    /// <inheritdoc/>
    public string Name => "recbole";

    /// <inheritdoc/>
    public string Description => "RecBole atomic files: NAME.inter, and perhaps NAME.item, NAME.user, NAME.kg and NAME.link, in a folder";

    /// <inheritdoc/>
    public bool Recognizes(string path) => Directory.Exists(path)
        ? FilesOf(path, Interactions).Concat(FilesOf(path, Items)).Concat(FilesOf(path, Users)).Any(RecBoleHeader.Recognizes)
        : File.Exists(path) && RecBoleHeader.Recognizes(path) && DatasetFiles.Extension(path) is Interactions or Items or Users;

    /// <inheritdoc/>
    public void Read(string path, IDatasetSink sink, ReadContext context)
    {
        CsvFormat.CheckFields(path, context);
        var files = Find(path);
        var session = new ReadSession(context, files);
        var facts = new RecBoleFacts(sink);
        foreach (var file in files)
        {
            var lines = new LineReader(session, file);
            using var rows = Open(lines, out var header);
            Read(rows, header, DatasetFiles.Extension(file), facts, context);
        }

        session.Finish();
    }

    /// <inheritdoc/>
    public IDatasetWriter CreateWriter(string path) => new RecBoleWriter(path);

    /// <summary>The files to read, users and items first.</summary>
    private static List<string> Find(string path)
    {
        if (Directory.Exists(path))
        {
            path = FilesOf(path, Interactions).ToList() switch
            {
                [var only] => only,
                [] => throw ReadSession.Refuse(path, $"holds no file NAME{Interactions}"),
                var several => throw ReadSession.Refuse(path, $"holds several data sets, {string.Join(", ", several.Select(file => Path.GetFileName(file)))}; give the one to read"),
            };
        }

        if (DatasetFiles.Extension(path) != Interactions)
        {
            return [path];
        }

        var folder = Path.GetDirectoryName(path)!;
        var stem = Path.GetFileName(path);
        stem = stem[..stem.LastIndexOf(Interactions, StringComparison.OrdinalIgnoreCase)];
        string?[] graph = [DatasetFiles.Find(folder, stem + Links), DatasetFiles.Find(folder, stem + Facts)];
        // Facts of items before the items, which carry them.
        return [.. new[] { DatasetFiles.Find(folder, stem + Users) }.Concat(graph.Contains(null) ? [] : graph).Append(DatasetFiles.Find(folder, stem + Items)).Append(path).OfType<string>()];
    }

    private static IEnumerable<string> FilesOf(string folder, string extension) =>
        DatasetFiles.In(folder).Where(file => DatasetFiles.Extension(file) == extension);

    private static DelimitedReader Open(LineReader lines, out RecBoleHeader header)
    {
        try
        {
            header = RecBoleHeader.Read(lines);
            return new DelimitedReader(lines, "\t", header.Names);
        }
        catch
        {
            lines.Dispose();
            throw;
        }
    }

    private static void Read(RowReader rows, RecBoleHeader header, string extension, RecBoleFacts sink, ReadContext context)
    {
        switch (extension)
        {
            case Users:
                UserTable.Read(rows, Columns(TableFields.Users, TableFields.User), sink);
                break;
            case Items:
                ItemTable.Read(rows, Columns(TableFields.Items, TableFields.Item), Dialect with { VectorColumns = header.VectorColumns }, sink);
                break;
            case Links:
                sink.ReadLinks(rows, header.Names);
                break;
            case Facts:
                sink.ReadFacts(rows, header.Names);
                break;
            default:
                sink.AddOthers();
                InteractionTable.Read(rows, Columns(TableFields.Interactions, TableFields.User, TableFields.Item), sink);
                break;
        }

        TableColumns Columns(IReadOnlyList<TableField> fields, params string[] needed)
        {
            var columns = new TableColumns(rows.Path, header.Names, fields, context.Columns);
            return needed.FirstOrDefault(field => !columns.Has(field)) is { } missing
                ? throw ReadSession.Refuse(rows.Path, $"no column is known to hold the {missing}; its columns are {TableColumns.Shown(header.Names)}; say which one it is")
                : columns;
        }
    }
}
