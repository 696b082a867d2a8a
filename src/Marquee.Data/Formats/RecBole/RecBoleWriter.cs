using System.Globalization;
using System.Text;

namespace Marquee.Data;

/// <summary>
/// Writes a folder <c>NAME</c> with <c>NAME.inter</c>, <c>NAME.item</c> and <c>NAME.user</c>, as RecBole expects it; a table of users or items without rows is left out.
/// What the format has no place for is changed or left out as <c>docs/formats.md</c> says; an id that it has no place for is refused.
/// </summary>
internal sealed class RecBoleWriter : IDatasetWriter
{
    private const string Token = ":token";
    private const string Tokens = ":token_seq";
    private const string Number = ":float";
    private const string Numbers = ":float_seq";

    private const string InteractionHeader = "user_id:token\titem_id:token\tkind:token\trating:float\tprogress:float\ttimestamp:float\tsession_id:token\ttext:token_seq";

    private readonly PendingOutput _output;
    private readonly string _name;
    private readonly GrowingTable _users;
    private readonly GrowingTable _items;
    private readonly StreamWriter _interactions;

    /// <summary>Begins to write.</summary>
    public RecBoleWriter(string path)
    {
        _output = new PendingOutput(path, isFolder: true);
        _name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        _interactions = Open(RecBoleFormat.Interactions);
        WriteLine(_interactions, InteractionHeader);
        _users = new GrowingTable(_output, "users.rows", ["user_id" + Token, "opted_out" + Token]);
        _items = new GrowingTable(
            _output,
            "items.rows",
            [
                "item_id" + Token, "title" + Tokens, "kind" + Token, "year" + Number, "release_date" + Token, "countries" + Tokens, "language" + Token, "categories" + Tokens,
                "labels" + Tokens, "people" + Tokens, "summary" + Tokens, "available_from" + Token, "available_until" + Token, "hidden" + Token,
            ]);
    }

    /// <inheritdoc/>
    public void Add(User user)
    {
        _users.Set("user_id" + Token, Id(user.Id, "user"));
        _users.Set("opted_out" + Token, user.OptedOut ? "true" : "false");
        SetAttributes(_users, user.Attributes, TableFields.Users);
        _users.EndRow();
    }

    /// <inheritdoc/>
    public void Add(Item item)
    {
        _items.Set("item_id" + Token, Id(item.Id, "item"));
        _items.Set("title" + Tokens, Clean(item.Title));
        _items.Set("kind" + Token, Clean(item.Kind));
        _items.Set("year" + Number, item.Year?.ToString(CultureInfo.InvariantCulture));
        _items.Set("release_date" + Token, item.ReleaseDate?.ToString("yyyy-MM-dd"));
        _items.Set("countries" + Tokens, Sequence(item.Countries));
        _items.Set("language" + Token, Clean(item.Language));
        _items.Set("categories" + Tokens, Sequence(item.Categories));
        _items.Set("labels" + Tokens, Sequence(item.Labels));
        _items.Set("people" + Tokens, Sequence(item.People.Select(person => $"{person.Role.Replace(':', '_')}:{person.Name}")));
        _items.Set("summary" + Tokens, Clean(item.Summary));
        _items.Set("available_from" + Token, Moment(item.AvailableFrom));
        _items.Set("available_until" + Token, Moment(item.AvailableUntil));
        _items.Set("hidden" + Token, item.Hidden ? "true" : "false");
        SetAttributes(_items, item.Attributes, TableFields.Items);
        foreach (var (name, vector) in item.Features)
        {
            _items.Set(ColumnName(name, TableFields.Items) + Numbers, string.Join(' ', vector.ToArray().Select(value => value.ToString(CultureInfo.InvariantCulture))));
        }

        _items.EndRow();
    }

    /// <inheritdoc/>
    public void Add(Interaction interaction)
    {
        if (interaction.ItemId.Length == 0)
        {
            return;
        }

        var time = interaction.Time?.ToUnixTimeMilliseconds() / 1000m;
        WriteLine(_interactions, string.Join('\t',
            Id(interaction.UserId, "user"), Id(interaction.ItemId, "item"), Clean(interaction.Kind), Written(interaction.Value), Written(interaction.Progress),
            time?.ToString("0.###", CultureInfo.InvariantCulture), Clean(interaction.Session), Clean(interaction.Text)));
    }

    /// <inheritdoc/>
    public void Complete()
    {
        try
        {
            Write(_users, RecBoleFormat.Users);
            Write(_items, RecBoleFormat.Items);
            _interactions.Dispose();
        }
        catch (IOException exception)
        {
            throw _output.Failure(exception);
        }

        _output.Complete();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // The output goes first: it closes the files of the tables without a word where a full disk refuses what is left in them.
        _output.Dispose();
        _users.Dispose();
        _items.Dispose();
    }

    private void Write(GrowingTable table, string extension)
    {
        TextWriter? file = null;
        table.Replay(row =>
        {
            if (file is null)
            {
                file = Open(extension);
                WriteLine(file, string.Join('\t', table.Columns));
            }

            WriteLine(file, string.Join('\t', row));
        });
        file?.Dispose();
    }

    private StreamWriter Open(string extension) => new(_output.Create(_name + extension), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16);

    private void WriteLine(TextWriter file, string line)
    {
        try
        {
            file.Write(line);
            file.Write('\n');
        }
        catch (IOException exception)
        {
            throw _output.Failure(exception);
        }
    }

    private static void SetAttributes(GrowingTable table, AttributeMap attributes, IReadOnlyList<TableField> fields)
    {
        foreach (var (name, value) in attributes)
        {
            table.Set(ColumnName(name, fields) + Token, Clean(value));
        }
    }

    // RecBole splits a column at its colon and takes some names for itself.
    private static string ColumnName(string name, IReadOnlyList<TableField> fields)
    {
        var clean = Clean(name)!.Replace(':', '_');
        return clean.Length == 0 || fields.Any(field => field.Matches(clean)) ? "attribute_" + clean : clean;
    }

    private string Id(string id, string name) => id.AsSpan().ContainsAny('\t', '\n', '\r')
        ? throw _output.Refuse($"the {name} '{Excerpt.Of(id)}' has a tab or a line end in its id, which RecBole files cannot hold")
        : id;

    private static string? Clean(string? text) => text?.Replace("\r\n", " ").Replace('\n', ' ').Replace('\r', ' ').Replace('\t', ' ');

    private static string Sequence(IEnumerable<string> values) => string.Join(' ', values.Select(value => Clean(value)!.Replace(' ', '_')));

    private static string? Moment(DateTimeOffset? moment) => moment?.ToUniversalTime().ToString(MarqueeLine.MomentFormat);

    private static string? Written(float? number) => number?.ToString(CultureInfo.InvariantCulture);
}
