using System.Globalization;
using System.Text;
using Marquee.Numerics;

namespace Marquee.Benchmarks;

/// <summary>Posts watches, no two of them the same: users and items are drawn, and time goes on by a millisecond with each event.</summary>
internal sealed class EventRequests : RequestSource
{
    private const int Prepared = 20_000;
    private const string TimePattern = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    private static readonly DateTimeOffset FirstTime = new(2021, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly EventForm _form;
    private readonly int _perRequest;
    private readonly byte[] _head;
    private readonly byte[][] _events;
    private readonly int _timeAt;
    private DateTimeOffset _time;
    private int _next;

    /// <summary>Makes the events.</summary>
    /// <param name="options">Paths and key.</param>
    /// <param name="users">Ids of the users.</param>
    /// <param name="items">Ids of the items.</param>
    /// <param name="form">How they are sent.</param>
    /// <param name="run">Number of the measurement and thread, so that none repeats another's events.</param>
    public EventRequests(LoadOptions options, IReadOnlyList<string> users, IReadOnlyList<string> items, EventForm form, int run)
    {
        var random = new SplittableRandom(options.Seed).Split("events").Split((ulong)run);
        (_form, _perRequest) = (form, form == EventForm.One ? 1 : options.Batch);
        // More than any measurement sends.
        _time = FirstTime.AddDays(run);
        var opening = form == EventForm.Lines ? "{\"type\":\"interaction\",\"time\":\"" : "{\"time\":\"";
        var closing = form switch { EventForm.List => "},", EventForm.Lines => "}\n", _ => "}" };
        _events = [.. Enumerable.Range(0, Prepared).Select(_ => Encoding.UTF8.GetBytes(
            $$"""{{opening}}{{_time.ToString(TimePattern, CultureInfo.InvariantCulture)}}","user":{{Json(users[random.Next(users.Count)])}},"item":{{Json(items[random.Next(items.Count)])}},"kind":"watch","progress":0.{{1 + random.Next(9)}}{{closing}}"""))];
        _timeAt = opening.Length;
        var (path, type) = form == EventForm.Lines ? (options.LinesPath, "application/x-ndjson") : (options.EventPath, "application/json");
        _head = Encoding.UTF8.GetBytes($"POST {path} HTTP/1.1\r\n{options.Head}Content-Type: {type}\r\nContent-Length: ");
    }

    public override int Worth => _perRequest;

    public override int Next(ref byte[] buffer)
    {
        // Events follow one another in the prepared order, so their length is known beforehand. The comma behind the last of a list becomes its end.
        var length = _form == EventForm.List ? 1 : 0;
        for (var at = 0; at < _perRequest; at++)
        {
            length += _events[(_next + at) % Prepared].Length;
        }

        if (buffer.Length < _head.Length + 16 + length)
        {
            buffer = new byte[2 * (_head.Length + 16 + length)];
        }

        _head.CopyTo(buffer, 0);
        var used = _head.Length;
        length.TryFormat(buffer.AsSpan(used), out var digits, default, CultureInfo.InvariantCulture);
        used += digits;
        "\r\n\r\n"u8.CopyTo(buffer.AsSpan(used));
        used += 4;
        if (_form == EventForm.List)
        {
            buffer[used++] = (byte)'[';
        }

        for (var at = 0; at < _perRequest; at++)
        {
            var one = _events[(_next + at) % Prepared];
            one.CopyTo(buffer, used);
            _time.TryFormat(buffer.AsSpan(used + _timeAt), out _, TimePattern, CultureInfo.InvariantCulture);
            _time = _time.AddMilliseconds(1);
            used += one.Length;
        }

        if (_form == EventForm.List)
        {
            buffer[used - 1] = (byte)']';
        }

        _next = (_next + _perRequest) % Prepared;
        return used;
    }

    private static string Json(string text) => $"\"{System.Text.Json.JsonEncodedText.Encode(text)}\"";
}
