using System.Globalization;
using CsvHelper;

namespace Marquee.Data;

/// <summary>Writes a folder of <c>users.csv</c>, <c>items.csv</c> and <c>interactions.csv</c>; a table without rows is left out.</summary>
internal sealed class CsvDatasetWriter : IDatasetWriter
{
    private static readonly CsvWriterOptions Options = new() { NewLine = "\n" };

    private static readonly string[] InteractionColumns =
    [
        TableFields.User, TableFields.Item, TableFields.Kind, TableFields.Value, TableFields.Progress, TableFields.Time, TableFields.Session, TableFields.Text,
    ];

    private readonly TableDialect _dialect;
    private readonly PendingOutput _output;
    private readonly GrowingTable _users;
    private readonly GrowingTable _items;
    private CsvWriter? _interactions;

    /// <summary>Begins to write.</summary>
    public CsvDatasetWriter(string path, TableDialect dialect)
    {
        _dialect = dialect;
        _output = new PendingOutput(path, isFolder: true);
        _users = new GrowingTable(_output, "users.rows", TableFields.Users.Select(field => field.Name));
        _items = new GrowingTable(_output, "items.rows", TableFields.Items.Select(field => field.Name));
    }

    /// <inheritdoc/>
    public void Add(User user)
    {
        _users.Set(TableFields.User, user.Id);
        _users.Set(TableFields.OptedOut, user.OptedOut ? "true" : "false");
        SetAttributes(_users, user.Attributes, TableFields.Users);
        _users.EndRow();
    }

    /// <inheritdoc/>
    public void Add(Item item)
    {
        _items.Set(TableFields.Item, item.Id);
        _items.Set(TableFields.Title, item.Title);
        _items.Set(TableFields.Kind, item.Kind);
        _items.Set(TableFields.Year, item.Year?.ToString(CultureInfo.InvariantCulture));
        _items.Set(TableFields.ReleaseDate, item.ReleaseDate?.ToString("yyyy-MM-dd"));
        _items.Set(TableFields.Countries, _dialect.Join(item.Countries));
        _items.Set(TableFields.Language, item.Language);
        _items.Set(TableFields.Categories, _dialect.Join(item.Categories));
        _items.Set(TableFields.Labels, _dialect.Join(item.Labels));
        _items.Set(TableFields.People, _dialect.JoinPeople(item.People));
        _items.Set(TableFields.Summary, item.Summary);
        _items.Set(TableFields.AvailableFrom, Written(item.AvailableFrom));
        _items.Set(TableFields.AvailableUntil, Written(item.AvailableUntil));
        _items.Set(TableFields.Hidden, item.Hidden ? "true" : "false");
        SetAttributes(_items, item.Attributes, TableFields.Items);
        _items.EndRow();
    }

    /// <inheritdoc/>
    public void Add(Interaction interaction)
    {
        try
        {
            if (_interactions is null)
            {
                _interactions = CsvWriter.Create(_output.Create("interactions.csv"), Options);
                _interactions.WriteHeader(InteractionColumns);
            }

            _interactions.WriteField(interaction.UserId);
            _interactions.WriteField(interaction.ItemId);
            _interactions.WriteField(interaction.Kind);
            _interactions.WriteField(interaction.Value);
            _interactions.WriteField(interaction.Progress);
            _interactions.WriteField(Written(interaction.Time));
            _interactions.WriteField(interaction.Session);
            _interactions.WriteField(interaction.Text);
            _interactions.EndRecord();
        }
        catch (IOException exception)
        {
            throw _output.Failure(exception);
        }
    }

    /// <inheritdoc/>
    public void Complete()
    {
        try
        {
            Write(_users, "users.csv");
            Write(_items, "items.csv");
            _interactions?.Dispose();
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

    private void Write(GrowingTable table, string name)
    {
        CsvWriter? csv = null;
        table.Replay(row =>
        {
            if (csv is null)
            {
                csv = CsvWriter.Create(_output.Create(name), Options);
                WriteHeader(csv, table.Columns);
            }

            csv.WriteRecord([.. row]);
        });
        csv?.Dispose();
    }

    private static void WriteHeader(CsvWriter csv, IEnumerable<string> columns)
    {
        foreach (var column in columns)
        {
            // Readers tell the separator by what the header uses most: what stands in a name must not count.
            csv.WriteField(column, column.AsSpan().IndexOfAny(CsvTable.Separators) >= 0 ? CsvQuoting.Always : Options.Quoting);
        }

        csv.EndRecord();
    }

    private static void SetAttributes(GrowingTable table, AttributeMap attributes, IReadOnlyList<TableField> fields)
    {
        foreach (var (name, value) in attributes)
        {
            var isPlain = name.Length > 0 && !name.StartsWith(TableFields.AttributePrefix, StringComparison.Ordinal) && !fields.Any(field => field.Matches(name));
            table.Set(isPlain ? name : TableFields.AttributePrefix + name, value);
        }
    }

    private static string? Written(DateTimeOffset? moment) => moment?.ToUniversalTime().ToString(MarqueeLine.MomentFormat);
}
