using System.Text;
using System.Text.Unicode;

namespace Marquee.Data;

/// <summary>
/// Reads a text file line by line as bytes, without a string for each, in bounded memory. Lines end with LF or CR LF; blank lines are passed over.
/// Lines that are too long, hold a null byte or are not UTF-8 are rejected with their place.
/// </summary>
internal sealed class LineReader : IDisposable
{
    /// <summary>The longest line that is read, in bytes.</summary>
    public const int MaxLineBytes = 1 << 20;

    private const int ChunkBytes = 1 << 16;

    private readonly ReadSession _session;
    private readonly Stream _stream;
    private readonly bool _latin1;
    private byte[] _buffer = new byte[ChunkBytes];
    private int _next;
    private int _end;
    private long _consumed;
    private bool _ended;
    private bool _sawText;
    private int _lineStart;
    private int _lineLength;
    private int _terminatorLength;

    /// <summary>Opens a file.</summary>
    /// <param name="session">The reading that the file is part of.</param>
    /// <param name="path">The file.</param>
    /// <param name="latin1">Whether bytes that are not UTF-8 are latin-1 characters instead of errors.</param>
    /// <exception cref="DatasetException">The file is missing, empty or not text.</exception>
    public LineReader(ReadSession session, string path, bool latin1 = false)
        : this(session, path, session.Open(path), latin1)
    {
    }

    /// <summary>Reads a stream, which the reader disposes.</summary>
    /// <param name="session">The reading that the stream is part of.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="latin1">Whether bytes that are not UTF-8 are latin-1 characters instead of errors.</param>
    /// <exception cref="DatasetException">The stream is empty or not text.</exception>
    public LineReader(ReadSession session, string name, Stream stream, bool latin1 = false)
    {
        _session = session;
        _latin1 = latin1;
        Path = name;
        _stream = stream;
        try
        {
            Fill();
            var head = _buffer.AsSpan(0, _end);
            if (TextHead.Problem(head) is { } problem)
            {
                throw ReadSession.Refuse(name, problem);
            }

            _next = head.StartsWith(TextHead.ByteOrderMark) ? TextHead.ByteOrderMark.Length : 0;
        }
        catch
        {
            _stream.Dispose();
            throw;
        }
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Number of the current line, from 1.</summary>
    public long LineNumber { get; private set; }

    /// <summary>The current line without its end; valid until the next read.</summary>
    public ReadOnlySpan<byte> Line => _buffer.AsSpan(_lineStart, _lineLength);

    /// <summary>The current line with its end; valid until the next read.</summary>
    public ReadOnlySpan<byte> LineWithEnd => _buffer.AsSpan(_lineStart, _lineLength + _terminatorLength);

    /// <summary>Moves to the next line that is not blank.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="DatasetException">A line is bad and the caller does not skip; or the file ended without any text.</exception>
    public bool Read()
    {
        while (ReadAny(out var problem))
        {
            if (problem is not null)
            {
                Reject(problem);
            }
            else if (!IsBlank(Line))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Moves to the next line, blank or not; where it is bad says why instead of rejecting it.</summary>
    /// <exception cref="DatasetException">The file ended without any text.</exception>
    public bool ReadAny(out string? problem)
    {
        _session.Context.CancellationToken.ThrowIfCancellationRequested();
        problem = null;
        var searched = 0;
        while (true)
        {
            var found = _buffer.AsSpan(_next + searched, _end - _next - searched).IndexOf((byte)'\n');
            if (found >= 0)
            {
                Take(searched + found, 1);
                break;
            }

            searched = _end - _next;
            if (_ended)
            {
                if (searched == 0)
                {
                    return _sawText ? false : throw ReadSession.Refuse(Path, "is empty");
                }

                Take(searched, 0);
                break;
            }

            if (searched > MaxLineBytes)
            {
                LineNumber++;
                SkipLine();
                _sawText = true;
                problem = $"is longer than {MaxLineBytes:N0} bytes, the most that a line may have; is a line end missing?";
                return true;
            }

            Fill();
        }

        problem = Check();
        return true;
    }

    /// <summary>The text of some bytes of the file.</summary>
    public string Text(ReadOnlySpan<byte> bytes) =>
        _latin1 && !Utf8.IsValid(bytes) ? Encoding.Latin1.GetString(bytes) : Encoding.UTF8.GetString(bytes);

    /// <summary>Skips the current line or throws, as the caller wishes.</summary>
    public void Reject(string reason) => _session.Context.Reject(Path, LineNumber, reason);

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private void Take(int length, int end)
    {
        LineNumber++;
        _lineStart = _next;
        var hasReturn = length > 0 && _buffer[_next + length - 1] == '\r';
        _lineLength = hasReturn ? length - 1 : length;
        _terminatorLength = hasReturn ? end + 1 : end;
        _next += length + end;
    }

    private string? Check()
    {
        var line = Line;
        _sawText |= !IsBlank(line);
        if (line.Length > MaxLineBytes)
        {
            return $"is longer than {MaxLineBytes:N0} bytes, the most that a line may have; is a line end missing?";
        }

        if (line.Contains((byte)0))
        {
            return $"holds a null byte (character {line.IndexOf((byte)0) + 1}); text has none";
        }

        if (_latin1 || Utf8.IsValid(line))
        {
            return null;
        }

        var valid = ValidPrefix(line);
        return $"byte 0x{line[valid]:X2} (character {valid + 1}, byte {_consumed + _lineStart + valid} of the file) is not UTF-8; save the file as UTF-8";
    }

    private static int ValidPrefix(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (at < bytes.Length && Rune.DecodeFromUtf8(bytes[at..], out _, out var length) == System.Buffers.OperationStatus.Done)
        {
            at += length;
        }

        return at;
    }

    // A line of nothing but tabs is a row of empty fields, about which its reader has something to say.
    private static bool IsBlank(ReadOnlySpan<byte> line) => !line.ContainsAnyExcept((byte)' ');

    private void SkipLine()
    {
        while (true)
        {
            var found = _buffer.AsSpan(_next, _end - _next).IndexOf((byte)'\n');
            if (found >= 0)
            {
                _next += found + 1;
                break;
            }

            _next = _end;
            if (_ended)
            {
                break;
            }

            Fill();
        }

        _lineStart = _next;
        _lineLength = 0;
        _terminatorLength = 0;
    }

    /// <summary>Moves what is left to the front and reads on behind it.</summary>
    private void Fill()
    {
        _buffer.AsSpan(_next, _end - _next).CopyTo(_buffer);
        _consumed += _next;
        _end -= _next;
        _next = 0;
        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        try
        {
            var count = _stream.ReadAtLeast(_buffer.AsSpan(_end), Math.Min(ChunkBytes, _buffer.Length - _end), throwOnEndOfStream: false);
            _ended = count == 0;
            _end += count;
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            throw ReadSession.Refuse(Path, $"cannot be read: {exception.Message}", exception);
        }
    }
}
