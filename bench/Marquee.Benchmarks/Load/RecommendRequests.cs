using System.Globalization;
using System.Text;
using Marquee.Numerics;

namespace Marquee.Benchmarks;

/// <summary>Asks for the lists of all users, one after the other, in an order drawn by the thread's seed.</summary>
internal sealed class RecommendRequests : RequestSource
{
    private const int Digits = 10;

    private readonly byte[][] _requests;
    private readonly bool _fresh;
    private int _next;
    private long _number;

    /// <summary>Makes all requests.</summary>
    /// <param name="options">Paths and key.</param>
    /// <param name="users">Ids of the users.</param>
    /// <param name="thread">Number of the thread.</param>
    /// <param name="fresh">Whether each request excludes another item, one that does not exist, so that no list can be given twice.</param>
    public RecommendRequests(LoadOptions options, IReadOnlyList<string> users, int thread, bool fresh = false)
    {
        _fresh = fresh;
        _number = thread * 1_000_000_000L;
        _requests = [.. users.Select(user => Of(options, user, fresh ? "&exclude=" + new string('0', Digits) : ""))];
        new SplittableRandom(options.Seed).Split("recommend").Split((ulong)thread).Shuffle(_requests.AsSpan());
    }

    public override int Next(ref byte[] buffer)
    {
        var request = _requests[_next];
        _next = (_next + 1) % _requests.Length;
        if (_fresh)
        {
            var at = request.AsSpan().IndexOf(" HTTP/1.1\r\n"u8) - Digits;
            (_number++).TryFormat(request.AsSpan(at), out _, "D10", CultureInfo.InvariantCulture);
        }

        return Copy(request, ref buffer);
    }

    private static byte[] Of(LoadOptions options, string user, string suffix) =>
        Encoding.UTF8.GetBytes($"GET {options.RecommendPath.Replace("{id}", Uri.EscapeDataString(user))}{suffix} HTTP/1.1\r\n{options.Head}\r\n");
}
