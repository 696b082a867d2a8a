using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Marquee.Numerics;

namespace Marquee.Faults.Tests;

/// <summary>Several connections that write until the service is gone, and keep what it acknowledged. What one connection sends is never repeated.</summary>
internal sealed class AcknowledgedWrites(ulong seed)
{
    private static readonly DateTimeOffset Beginning = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>As many as it takes for one model to be compared with another.</summary>
    private const int Writers = 60;

    private readonly ConcurrentQueue<long> _acknowledged = new();
    private readonly ConcurrentQueue<(long First, int Count)> _unanswered = new();
    private readonly ConcurrentQueue<string> _items = new();
    private readonly ConcurrentQueue<string> _refusals = new();
    private long _next;
    private int _round;

    /// <summary>Numbers of the events that were acknowledged.</summary>
    public IReadOnlyCollection<long> Acknowledged => _acknowledged;

    /// <summary>Lists of events whose answer did not come: each is there as a whole or not at all.</summary>
    public IReadOnlyCollection<(long First, int Count)> Unanswered => _unanswered;

    /// <summary>Ids of the items that were acknowledged.</summary>
    public IReadOnlyCollection<string> Items => _items;

    /// <summary>Answers that were neither an acknowledgement nor the end of the connection.</summary>
    public IReadOnlyCollection<string> Refusals => _refusals;

    /// <summary>The number of an event, from its user and time.</summary>
    public static long? NumberOf(string user, DateTimeOffset? time) => user.StartsWith("writer-", StringComparison.Ordinal) ? (long)(time!.Value - Beginning).TotalMilliseconds : null;

    /// <summary>Writes from so many connections until the service is gone.</summary>
    public Task Run(Uri address, int connections)
    {
        var round = Interlocked.Increment(ref _round);
        return Task.WhenAll(Enumerable.Range(0, connections).Select(connection => Task.Run(() => Write(address, connection, round))));
    }

    private async Task Write(Uri address, int connection, int round)
    {
        using var http = new HttpClient { BaseAddress = address };
        var random = new SplittableRandom(seed).Split((ulong)round).Split((ulong)connection);
        while (true)
        {
            var count = random.Next(4) switch { 0 => 20, 1 => 200, _ => 1 };
            var first = Interlocked.Add(ref _next, count) - count;
            var events = Enumerable.Range(0, count).Select(at => Event(first + at, random));
            var inLines = count == 200;
            var (path, body, type) = inLines
                ? ("/v1/records", string.Concat(events.Select(one => $"{{\"type\":\"interaction\",{one}}}\n")), "application/x-ndjson")
                : ("/v1/interactions", count == 1 ? $"{{{events.Single()}}}" : $"[{string.Join(',', events.Select(one => $"{{{one}}}"))}]", "application/json");
            if (await Send(http, HttpMethod.Post, path, body, type) is not { } taken)
            {
                if (!inLines)
                {
                    _unanswered.Enqueue((first, count));
                }

                return;
            }

            if (taken)
            {
                for (var at = 0; at < count; at++)
                {
                    _acknowledged.Enqueue(first + at);
                }
            }

            if (random.Next(10) == 0)
            {
                var id = $"new-{first}";
                if (await Send(http, HttpMethod.Put, $"/v1/items/{id}", $"{{\"id\":\"{id}\",\"title\":\"New {first}\"}}", "application/json") is not { } itemTaken)
                {
                    return;
                }

                if (itemTaken)
                {
                    _items.Enqueue(id);
                }
            }
        }
    }

    private static string Event(long number, SplittableRandom random) => string.Create(
        CultureInfo.InvariantCulture,
        $"\"user\":\"writer-{number % Writers}\",\"item\":\"item-{random.Next(Workspaces.Items)}\",\"kind\":\"watch\",\"progress\":1,\"time\":\"{Beginning.AddMilliseconds(number):yyyy-MM-dd'T'HH:mm:ss.fff'Z'}\"");

    /// <returns>Whether it was taken; nothing where the service is gone.</returns>
    private async Task<bool?> Send(HttpClient http, HttpMethod method, string path, string body, string type)
    {
        try
        {
            using var request = new HttpRequestMessage(method, path)
            {
                Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue(type) } },
            };
            using var response = await http.SendAsync(request, CancellationToken.None);
            var answer = await response.Content.ReadAsStringAsync(CancellationToken.None);
            if (!response.IsSuccessStatusCode)
            {
                _refusals.Enqueue($"{method} {path}: {(int)response.StatusCode} {answer}");
            }

            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
