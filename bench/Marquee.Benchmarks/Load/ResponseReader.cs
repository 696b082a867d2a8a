using System.Buffers.Text;

namespace Marquee.Benchmarks;

/// <summary>Finds the end of an HTTP/1.1 answer as its bytes come in. What it does not understand it refuses: a generator that counts halves measures nothing.</summary>
internal sealed class ResponseReader
{
    private byte[] _buffer = new byte[16 * 1024];
    private int _length;
    private int _body;
    private long _wanted;
    private bool _chunked;

    /// <summary>Where to read to next; never empty.</summary>
    public Span<byte> Room
    {
        get
        {
            if (_length == _buffer.Length)
            {
                Array.Resize(ref _buffer, 2 * _buffer.Length);
            }

            return _buffer.AsSpan(_length);
        }
    }

    /// <summary>Status of the answer, once its head is there.</summary>
    public int Status { get; private set; }

    /// <summary>Whether the server closes the connection behind this answer.</summary>
    public bool Closes { get; private set; }

    /// <summary>The answer so far, head and body.</summary>
    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    /// <summary>Begins a new answer.</summary>
    public void Reset() => (_length, _body, _wanted, _chunked, Closes, Status) = (0, 0, 0, false, false, 0);

    /// <summary>Takes note of bytes that were read into <see cref="Room"/>.</summary>
    /// <returns>Whether the answer is complete.</returns>
    public bool Took(int bytes)
    {
        _length += bytes;
        if (_body == 0 && !ReadHead())
        {
            return false;
        }

        return _chunked ? HasLastChunk() : _length - _body >= _wanted;
    }

    /// <summary>A complete answer with its chunks put together.</summary>
    public byte[] Whole()
    {
        if (!_chunked)
        {
            return Bytes.ToArray();
        }

        var whole = new List<byte>(_buffer.AsSpan(0, _body).ToArray());
        for (var at = _body; ;)
        {
            var end = at + _buffer.AsSpan(at, _length - at).IndexOf("\r\n"u8);
            if (!Utf8Parser.TryParse(_buffer.AsSpan(at, end - at), out int size, out _, 'x') || size == 0)
            {
                return [.. whole];
            }

            whole.AddRange(_buffer.AsSpan(end + 2, size));
            at = end + 2 + size + 2;
        }
    }

    private bool ReadHead()
    {
        var end = Bytes.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return false;
        }

        var head = _buffer.AsSpan(0, end + 2);
        if (!head.StartsWith("HTTP/1.1 "u8) || !Utf8Parser.TryParse(head[9..], out int status, out _))
        {
            throw new InvalidDataException("The server's answer is not HTTP/1.1.");
        }

        var isSized = status is 204 or 304;
        for (var rest = head[(head.IndexOf("\r\n"u8) + 2)..]; !rest.IsEmpty;)
        {
            var line = rest[..rest.IndexOf("\r\n"u8)];
            rest = rest[(line.Length + 2)..];
            if (Value(line, "content-length:"u8) is { IsEmpty: false } length)
            {
                isSized = Utf8Parser.TryParse(length, out _wanted, out _);
            }
            else if (Value(line, "transfer-encoding:"u8) is { IsEmpty: false } encoding)
            {
                _chunked = isSized = encoding.SequenceEqual("chunked"u8);
            }
            else if (Value(line, "connection:"u8) is { IsEmpty: false } connection)
            {
                Closes = connection.SequenceEqual("close"u8);
            }
        }

        if (!isSized)
        {
            throw new InvalidDataException("The server's answer says neither how long it is nor that it comes in chunks.");
        }

        (Status, _body) = (status, end + 4);
        return true;
    }

    // Walks over the chunks from the first: answers are small, and most come in one piece.
    private bool HasLastChunk()
    {
        for (var at = _body; ;)
        {
            var line = _buffer.AsSpan(at, _length - at);
            var end = line.IndexOf("\r\n"u8);
            if (end < 0 || !Utf8Parser.TryParse(line[..end], out int size, out _, 'x'))
            {
                return false;
            }

            at += end + 2 + size + 2;
            if (at > _length)
            {
                return false;
            }

            if (size == 0)
            {
                return true;
            }
        }
    }

    private static ReadOnlySpan<byte> Value(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name) =>
        line.Length > name.Length && System.Text.Ascii.EqualsIgnoreCase(line[..name.Length], name) ? line[name.Length..].Trim((byte)' ') : default;
}
