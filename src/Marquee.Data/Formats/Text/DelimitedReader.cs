namespace Marquee.Data;

/// <summary>Rows without a header or quotes, with a fixed number of fields between separators.</summary>
internal sealed class DelimitedReader : RowReader
{
    private static readonly string[] Separators = ["::", "\t", "|", ";", ",", " "];

    private readonly LineReader _lines;
    private readonly byte[] _separator;
    private readonly string[] _names;
    private readonly Range[] _fields;

    /// <summary>Opens a file of bytes in latin-1 or UTF-8.</summary>
    /// <param name="session">The reading that the file is part of.</param>
    /// <param name="path">The file.</param>
    /// <param name="separator">What stands between two fields, in ASCII.</param>
    /// <param name="names">The fields of a row in order.</param>
    public DelimitedReader(ReadSession session, string path, string separator, params string[] names)
        : this(new LineReader(session, path, latin1: true), separator, names)
    {
    }

    /// <summary>Reads the rest of an open file, which the reader disposes.</summary>
    /// <param name="lines">The file.</param>
    /// <param name="separator">What stands between two fields, in ASCII.</param>
    /// <param name="names">The fields of a row in order.</param>
    public DelimitedReader(LineReader lines, string separator, IReadOnlyCollection<string> names)
    {
        _lines = lines;
        _separator = [.. separator.Select(character => (byte)character)];
        _names = [.. names];
        _fields = new Range[_names.Length];
    }

    /// <inheritdoc/>
    public override string Path => _lines.Path;

    /// <inheritdoc/>
    public override long LineNumber => _lines.LineNumber;

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> this[int field] => _lines.Line[_fields[field]];

    /// <inheritdoc/>
    public override string NameOf(int field) => _names[field];

    /// <inheritdoc/>
    public override string Text(int field) => _lines.Text(this[field]);

    /// <inheritdoc/>
    public override void Reject(string reason) => _lines.Reject(reason);

    /// <inheritdoc/>
    public override bool Read()
    {
        while (_lines.Read())
        {
            var count = Split(_lines.Line, _separator, _fields);
            if (count == _fields.Length)
            {
                return true;
            }

            Reject(WrongCount(count));
        }

        return false;
    }

    /// <inheritdoc/>
    public override void Dispose() => _lines.Dispose();

    /// <summary>Finds the fields of a line.</summary>
    /// <returns>How many fields there are, which may be more than fit.</returns>
    private static int Split(ReadOnlySpan<byte> line, ReadOnlySpan<byte> separator, Span<Range> fields)
    {
        var count = 0;
        var start = 0;
        while (true)
        {
            var found = line[start..].IndexOf(separator);
            var end = found < 0 ? line.Length : start + found;
            if (count < fields.Length)
            {
                fields[count] = start..end;
            }

            count++;
            if (found < 0)
            {
                return count;
            }

            start = end + separator.Length;
        }
    }

    private string WrongCount(int count)
    {
        var line = _lines.Line;
        var own = System.Text.Encoding.ASCII.GetString(_separator);
        var reason = $"has {count} field{(count == 1 ? "" : "s")} where {_names.Length} are expected ({string.Join(Shown(own), _names)}): '{Excerpt.Of(line)}'";
        foreach (var other in Separators)
        {
            if (other != own && Split(line, [.. other.Select(character => (byte)character)], []) == _names.Length)
            {
                return $"{reason}; its fields seem to be separated by '{Shown(other)}' instead of '{Shown(own)}'";
            }
        }

        return reason;
    }

    private static string Shown(string separator) => separator == "\t" ? "\\t" : separator;
}
