using System.Net;

namespace Marquee.Server;

/// <summary>
/// How often somebody may try to sign in: twenty times at once and then once a second, for each address. Addresses share a fixed number of buckets, so that no number of them takes memory.
/// </summary>
internal sealed class SignInLimit
{
    private readonly RequestRate[] _buckets;

    public SignInLimit(TimeProvider time) => _buckets = [.. Enumerable.Range(0, 256).Select(_ => new RequestRate(perSecond: 1, burst: 20, time))];

    /// <summary>Counts a try.</summary>
    /// <exception cref="ProblemException">It is one too many.</exception>
    public void Count(IPAddress? address)
    {
        // Hashes of texts differ from process to process: nobody can choose whose bucket they share.
        var hash = (uint)(address?.ToString() ?? "").GetHashCode(StringComparison.Ordinal);
        if (!_buckets[hash % _buckets.Length].TryTake(out var wait))
        {
            throw new ProblemException(Problem.TooManyRequests("Too many tries to sign in.", Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds))));
        }
    }
}
