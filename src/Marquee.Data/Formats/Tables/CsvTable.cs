using System.Text;
using CsvHelper;

namespace Marquee.Data;

/// <summary>A table with a header whose fields are separated by comma, semicolon, tab or bar and may stand in quotes (RFC 4180), read with CsvHelper.</summary>
internal sealed class CsvTable : RowReader
{
    /// <summary>What may separate columns.</summary>
    internal static readonly char[] Separators = [',', ';', '\t', '|'];

    private readonly ReadContext _context;
    private readonly Queue<DatasetProblem> _problems = new();
    private readonly CsvReader _csv;
    private readonly bool _hasHeader;

    /// <summary>Opens a table and reads its header.</summary>
    /// <exception cref="DatasetException">The file is missing, empty, not text, or its header cannot be read.</exception>
    public CsvTable(ReadSession session, string path)
    {
        _context = session.Context;
        Path = path;
        _csv = CsvReader.Create(new LineStream(new LineReader(session, path), _problems), new CsvReaderOptions
        {
            Separator = SeparatorOf(TextHead.FirstLine(path)),
            TrackLineNumbers = true,
            MaxRecordSize = LineReader.MaxLineBytes,
            MalformedData = CsvMalformedDataHandling.Skip,
            OnMalformedRecord = RejectMalformed,
        });
        try
        {
            ReadHeader();
            Headers = [.. _csv.Headers];
            _hasHeader = true;
            if (Headers.Any(name => name.Contains('\0')))
            {
                var problem = _problems.Peek();
                throw new DatasetException(problem with { Reason = $"the header {problem.Reason}" });
            }
        }
        catch
        {
            _csv.Dispose();
            throw;
        }
    }

    /// <summary>The names of the columns.</summary>
    public IReadOnlyList<string> Headers { get; }

    /// <inheritdoc/>
    public override string Path { get; }

    /// <inheritdoc/>
    public override long LineNumber => _csv.LineNumber;

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> this[int field] => _csv.GetSpan(field);

    /// <summary>The columns of a file, as far as its first line tells; none where it is not text.</summary>
    public static IReadOnlyList<string> HeadersOf(string path)
    {
        var header = TextHead.FirstLine(path);
        using var csv = CsvReader.FromText(header, CsvReaderOptions.Default with { Separator = SeparatorOf(header) });
        try
        {
            return [.. csv.Headers];
        }
        catch (CsvFormatException)
        {
            return [];
        }
    }

    /// <inheritdoc/>
    public override string NameOf(int field) => Headers[field];

    /// <inheritdoc/>
    public override void Reject(string reason) => _context.Reject(Path, LineNumber, reason);

    /// <inheritdoc/>
    public override bool Read()
    {
        while (ReadRecord())
        {
            _context.CancellationToken.ThrowIfCancellationRequested();
            if (_problems.Count > 0 && RejectBadLines(LineNumber + _csv.RawRecord.Count((byte)'\n')) && _csv.RawRecord.Contains((byte)0))
            {
                continue;
            }

            if (_csv.FieldCount == Headers.Count)
            {
                return true;
            }

            if (_csv.RawRecord.ContainsAnyExcept((byte)' '))
            {
                Reject(WrongCount());
            }
        }

        RejectBadLines(long.MaxValue);
        return false;
    }

    /// <summary>The column of a name, as it is spelt.</summary>
    /// <exception cref="DatasetException">There is no such column.</exception>
    public int Require(string name)
    {
        var column = Headers.ToList().IndexOf(name);
        return column >= 0 ? column : throw ReadSession.Refuse(Path, $"has no column '{name}'; its columns are {string.Join(", ", Headers.Select(Excerpt.Of))}");
    }

    /// <inheritdoc/>
    public override void Dispose() => _csv.Dispose();

    /// <summary>The separator that a header uses most: lines that use another one are bad lines, however many. None where it uses no separator, or names one.</summary>
    private static char? SeparatorOf(string header)
    {
        if (header.StartsWith("sep=", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var counts = new int[Separators.Length];
        var isQuoted = false;
        foreach (var character in header)
        {
            isQuoted ^= character == '"';
            if (!isQuoted && Array.IndexOf(Separators, character) is >= 0 and var separator)
            {
                counts[separator]++;
            }
        }

        return counts.Max() == 0 ? null : Separators[Array.IndexOf(counts, counts.Max())];
    }

    private void ReadHeader()
    {
        try
        {
            _csv.ReadHeader();
        }
        catch (CsvFormatException exception)
        {
            throw NotClosed(exception);
        }
    }

    private bool ReadRecord()
    {
        try
        {
            return _csv.Read();
        }
        catch (CsvFormatException exception)
        {
            throw NotClosed(exception);
        }
    }

    private DatasetException NotClosed(CsvFormatException exception) => new(
        new DatasetProblem(Path, exception.LineNumber, $"a quote is opened here and not closed within {LineReader.MaxLineBytes:N0} bytes; a quote inside a field in quotes is written twice"),
        exception);

    private void RejectMalformed(CsvMalformedRecord record)
    {
        RejectBadLines(record.LineNumber);
        if (record.RawRecord.Contains('\0'))
        {
            return;
        }

        var reason = record.Reason switch
        {
            CsvMalformedReason.StrayQuote => "a quote stands inside a field without quotes; put the whole field in quotes and write the quote inside it twice",
            CsvMalformedReason.TextAfterClosingQuote => "text follows behind the closing quote of a field; a quote inside a field in quotes is written twice",
            _ => "a quote is opened here and never closed, so that the rest of the file is one field; a quote inside a field in quotes is written twice",
        };
        if (!_hasHeader)
        {
            throw new DatasetException(new DatasetProblem(Path, record.LineNumber, $"the header cannot be read: {reason}"));
        }

        _context.Reject(Path, record.LineNumber, reason);
    }

    /// <summary>Rejects the bad lines up to a line.</summary>
    /// <returns>Whether there was one.</returns>
    private bool RejectBadLines(long throughLine)
    {
        var any = false;
        while (_hasHeader && _problems.TryPeek(out var problem) && problem.Line <= throughLine)
        {
            _problems.Dequeue();
            _context.Reject(problem.Path, problem.Line, problem.Reason);
            any = true;
        }

        return any;
    }

    private string WrongCount()
    {
        var raw = Encoding.UTF8.GetString(_csv.RawRecord[..Math.Min(_csv.RawRecord.Length, 1000)]);
        var reason = $"has {_csv.FieldCount} field{(_csv.FieldCount == 1 ? "" : "s")} where the header has {Headers.Count} ({string.Join(_csv.Separator, Headers.Select(Excerpt.Of))}): '{Excerpt.Of(raw)}'";
        foreach (var other in Separators)
        {
            if (other != _csv.Separator && raw.Split(other).Length == Headers.Count)
            {
                return $"{reason}; its fields seem to be separated by '{(other == '\t' ? "\\t" : other)}'";
            }
        }

        return reason;
    }
}
