using System.Text;
using Marquee.Numerics;

namespace Marquee.Benchmarks;

/// <summary>Asks for the lists of all users, one after the other, in an order drawn by the thread's seed.</summary>
internal sealed class RecommendRequests : RequestSource
{
    private readonly byte[][] _requests;
    private int _next;

    /// <summary>Makes all requests.</summary>
    /// <param name="options">Paths and key.</param>
    /// <param name="users">Ids of the users.</param>
    /// <param name="thread">Number of the thread.</param>
    public RecommendRequests(LoadOptions options, IReadOnlyList<string> users, int thread)
    {
        _requests = [.. users.Select(user => Of(options, user))];
        new SplittableRandom(options.Seed).Split("recommend").Split((ulong)thread).Shuffle(_requests.AsSpan());
    }

    /// <summary>The request of one user.</summary>
    public static byte[] Of(LoadOptions options, string user) =>
        Encoding.UTF8.GetBytes($"GET {options.RecommendPath.Replace("{id}", Uri.EscapeDataString(user))} HTTP/1.1\r\n{options.Head}\r\n");

    public override int Next(ref byte[] buffer)
    {
        var request = _requests[_next++ % _requests.Length];
        _next = _next == _requests.Length ? 0 : _next;
        return Copy(request, ref buffer);
    }
}
