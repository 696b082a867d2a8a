namespace Marquee.Data;

/// <summary>
/// The good lines of a file as a stream, byte for byte. Where a line is bad a line with a single null byte stands in its place, which no good line
/// holds, and what is wrong is put in a queue for whoever meets it.
/// </summary>
internal sealed class LineStream(LineReader lines, Queue<DatasetProblem> problems) : SequentialStream
{
    private int _copied;
    private bool _isBad;
    private bool _hasLine;

    /// <summary>What stands in the place of a bad line.</summary>
    public static ReadOnlySpan<byte> BadLine => "\0\n"u8;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var count = 0;
        while (count < buffer.Length && (_hasLine || MoveNext()))
        {
            var rest = (_isBad ? BadLine : lines.LineWithEnd)[_copied..];
            var part = rest[..Math.Min(rest.Length, buffer.Length - count)];
            part.CopyTo(buffer[count..]);
            count += part.Length;
            _copied += part.Length;
            _hasLine = part.Length < rest.Length;
        }

        return count;
    }

    private bool MoveNext()
    {
        if (!lines.ReadAny(out var problem))
        {
            return false;
        }

        if (problem is not null)
        {
            problems.Enqueue(new DatasetProblem(lines.Path, lines.LineNumber, problem));
        }

        _isBad = problem is not null;
        _copied = 0;
        return true;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            lines.Dispose();
        }

        base.Dispose(disposing);
    }
}
