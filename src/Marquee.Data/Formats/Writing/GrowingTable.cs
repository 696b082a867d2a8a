using System.Text;

namespace Marquee.Data;

/// <summary>
/// Rows whose columns are only known at their end, kept in a file until then, so that a table of any length with attributes of any names can be
/// written with one header in bounded memory.
/// </summary>
internal sealed class GrowingTable : IDisposable
{
    private readonly PendingOutput _output;
    private readonly string _path;
    private readonly BinaryWriter _writer;
    private readonly List<string> _columns;
    private readonly Dictionary<string, int> _indices;
    private readonly List<(int Column, string Value)> _row = [];

    /// <summary>Begins a table.</summary>
    /// <param name="output">What the table will be part of.</param>
    /// <param name="name">Name of the file in which rows are kept for now.</param>
    /// <param name="columns">The columns it has in any case, which stand first.</param>
    public GrowingTable(PendingOutput output, string name, IEnumerable<string> columns)
    {
        _output = output;
        _path = Path.Combine(output.PartialPath, name);
        _columns = [.. columns];
        _indices = _columns.Select((column, index) => (column, index)).ToDictionary(entry => entry.column, entry => entry.index, StringComparer.Ordinal);
        _writer = new BinaryWriter(output.Create(name), Encoding.UTF8);
    }

    /// <summary>The columns so far.</summary>
    public IReadOnlyList<string> Columns => _columns;

    /// <summary>Number of rows.</summary>
    public long Count { get; private set; }

    /// <summary>Sets a field of the current row; an empty one is none.</summary>
    public void Set(string column, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return;
        }

        if (!_indices.TryGetValue(column, out var index))
        {
            index = _columns.Count;
            _indices.Add(column, index);
            _columns.Add(column);
        }

        _row.Add((index, value));
    }

    /// <summary>Ends the current row.</summary>
    public void EndRow()
    {
        try
        {
            _writer.Write7BitEncodedInt(_row.Count);
            foreach (var (column, value) in _row)
            {
                _writer.Write7BitEncodedInt(column);
                _writer.Write(value);
            }
        }
        catch (IOException exception)
        {
            throw _output.Failure(exception);
        }

        _row.Clear();
        Count++;
    }

    /// <summary>Visits all rows, with a field for every column, empty where it was not set, and deletes what was kept.</summary>
    public void Replay(Action<IReadOnlyList<string>> onRow)
    {
        _writer.Dispose();
        using (var reader = new BinaryReader(File.OpenRead(_path), Encoding.UTF8))
        {
            var row = new string[_columns.Count];
            for (var remaining = Count; remaining > 0; remaining--)
            {
                Array.Fill(row, "");
                for (var fields = reader.Read7BitEncodedInt(); fields > 0; fields--)
                {
                    row[reader.Read7BitEncodedInt()] = reader.ReadString();
                }

                onRow(row);
            }
        }

        File.Delete(_path);
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();
}
