using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Marquee.Numerics;

namespace Marquee.Benchmarks;

/// <summary>What a service is asked on an ordinary day, at a steady rate: lists, home pages, searches, events, changed items, and a training now and then.</summary>
internal sealed class SoakTraffic(SoakOptions options, int port, IReadOnlyList<string> users, IReadOnlyList<string> items) : IDisposable
{
    private static readonly DateTimeOffset FirstTime = new(2021, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = options.Connections + 1 })
    {
        BaseAddress = new Uri($"http://127.0.0.1:{port}"),
        Timeout = TimeSpan.FromSeconds(60),
    };

    private readonly ConcurrentDictionary<string, int> _wrong = new();
    private long _requests;
    private long _errors;
    private long _events;
    private int _swaps;

    public long Requests => Volatile.Read(ref _requests);

    public long Errors => Volatile.Read(ref _errors);

    public int Swaps => Volatile.Read(ref _swaps);

    public IEnumerable<(string What, int Count)> WhatWentWrong => _wrong.OrderByDescending(wrong => wrong.Value).Take(10).Select(wrong => (wrong.Key, wrong.Value));

    public Task Run(CancellationToken stop) => Task.WhenAll([Swap(stop), .. Enumerable.Range(0, options.Connections).Select(connection => Ask(connection, stop))]);

    public void Dispose() => _http.Dispose();

    private async Task Ask(int connection, CancellationToken stop)
    {
        var random = new SplittableRandom(options.Seed).Split("soak").Split((ulong)connection);
        using var beat = new PeriodicTimer(TimeSpan.FromSeconds(options.Connections / options.Rate));
        try
        {
            while (await beat.WaitForNextTickAsync(stop))
            {
                var user = Uri.EscapeDataString(users[random.Next(users.Count)]);
                var item = items[random.Next(items.Count)];
                await (random.Next(100) switch
                {
                    < 40 => Send(HttpMethod.Get, $"/v1/users/{user}/recommendations?n=10"),
                    < 50 => Send(HttpMethod.Get, $"/v1/users/{user}/home"),
                    < 55 => Send(HttpMethod.Get, $"/v1/items/{Uri.EscapeDataString(item)}/similar"),
                    < 60 => Send(HttpMethod.Get, $"/v1/search?q={"abcdefghijklmnoprstuvw"[random.Next(22)]}&user={user}"),
                    < 62 => Send(HttpMethod.Patch, $"/v1/items/{Uri.EscapeDataString(item)}", $"{{\"attributes\":{{\"seen\":\"{random.Next(1000)}\"}}}}", "application/merge-patch+json"),
                    _ => Send(HttpMethod.Post, "/v1/interactions?repeat=replace", Event(users[random.Next(users.Count)], item, random.Next(100))),
                });
            }
        }
        catch (OperationCanceledException)
        {
            // The time is up.
        }
    }

    private async Task Swap(CancellationToken stop)
    {
        using var beat = new PeriodicTimer(TimeSpan.FromSeconds(options.Swap));
        try
        {
            while (await beat.WaitForNextTickAsync(stop))
            {
                if (await Send(HttpMethod.Post, $"/v1/models/{options.Model}/train", $"{{\"options\":{options.ModelOptions}}}"))
                {
                    Interlocked.Increment(ref _swaps);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The time is up.
        }
    }

    // A time of its own for each, so that each is an event, and the one before it goes.
    private string Event(string user, string item, int percent) => JsonSerializer.Serialize(new
    {
        user,
        item,
        kind = "watch",
        progress = percent / 100.0,
        time = FirstTime.AddSeconds(Interlocked.Increment(ref _events)),
    });

    private async Task<bool> Send(HttpMethod method, string path, string? body = null, string type = "application/json")
    {
        Interlocked.Increment(ref _requests);
        try
        {
            using var request = new HttpRequestMessage(method, path);
            if (body is not null)
            {
                request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };
            }

            using var response = await _http.SendAsync(request, CancellationToken.None);
            if (response.IsSuccessStatusCode)
            {
                return true;
            }

            Wrong($"{method} {path.Split('?')[0].Split('/')[2]}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(CancellationToken.None)}");
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            Wrong($"{method} {path.Split('/')[2]}: {exception.Message}");
        }

        return false;
    }

    private void Wrong(string what)
    {
        Interlocked.Increment(ref _errors);
        if (_wrong.Count < 1000)
        {
            _wrong.AddOrUpdate(what, 1, (_, count) => count + 1);
        }
    }
}
