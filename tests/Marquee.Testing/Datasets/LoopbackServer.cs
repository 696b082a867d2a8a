using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Marquee.Testing;

/// <summary>A web server on this machine that publishes files and fails as it is told.</summary>
public sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _serving;

    public LoopbackServer()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>What is published, by path.</summary>
    public ConcurrentDictionary<string, PublishedFile> Files { get; } = new();

    /// <summary>What was asked, in order.</summary>
    public ConcurrentQueue<ServedRequest> Requests { get; } = new();

    /// <summary>All bytes of bodies that were sent.</summary>
    public long BytesServed => Requests.Sum(request => (long)request.BodyBytes);

    /// <summary>Publishes a file.</summary>
    public Uri Publish(string path, PublishedFile file)
    {
        Files[path] = file;
        return AddressOf(path);
    }

    /// <summary>The address of a path.</summary>
    public Uri AddressOf(string path) => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}{path}");

    public async ValueTask DisposeAsync()
    {
        if (!_serving.IsCompleted)
        {
            await _closing.CancelAsync();
            await _serving;
            _closing.Dispose();
            _listener.Dispose();
        }
    }

    private async Task ServeAsync()
    {
        var answers = new List<Task>();
        try
        {
            while (true)
            {
                answers.Add(AnswerAsync(await _listener.AcceptTcpClientAsync(_closing.Token)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            await Task.WhenAll(answers);
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using var stream = client.GetStream();
                await AnswerAsync(stream);
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException)
            {
                // The server closes, or the client hung up.
            }
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        var lines = await ReadHeadAsync(stream);
        var path = lines[0].Split(' ')[1];
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        headers.TryGetValue("Range", out var range);
        if (!Files.TryGetValue(path, out var file))
        {
            file = new PublishedFile([]) { Status = 404 };
        }

        var from = range is not null && file.SupportsRanges && headers.TryGetValue("If-Range", out var condition) && condition == file.EntityTag
            ? int.Parse(range["bytes=".Length..^1], CultureInfo.InvariantCulture)
            : 0;
        var body = file.Content.AsMemory(from);
        var status = file.NextStatus() ?? (from > 0 ? 206 : 200);
        if (status >= 400)
        {
            body = Memory<byte>.Empty;
        }

        var head = new StringBuilder($"HTTP/1.1 {status} {(HttpStatusCode)status}\r\nConnection: close\r\nContent-Length: {body.Length}\r\n");
        if (file.EntityTag is { } tag)
        {
            head.Append(CultureInfo.InvariantCulture, $"ETag: {tag}\r\n");
        }

        if (status == 206)
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Range: bytes {from}-{file.Content.Length - 1}/{file.Content.Length}\r\n");
        }

        var sent = file.NextCut() is { } cut ? Math.Min(cut, body.Length) : body.Length;
        Requests.Enqueue(new ServedRequest(path, range, status, sent));
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), _closing.Token);
        await stream.WriteAsync(body[..sent], _closing.Token);
        await stream.FlushAsync(_closing.Token);
        if (file.IsSilentAfterCut && sent < body.Length)
        {
            await Task.Delay(Timeout.Infinite, _closing.Token);
        }
    }

    private async Task<string[]> ReadHeadAsync(NetworkStream stream)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (head.Count < 4 || !head.TakeLast(4).SequenceEqual("\r\n\r\n"u8.ToArray()))
        {
            if (await stream.ReadAsync(one, _closing.Token) == 0)
            {
                throw new IOException("The client hung up.");
            }

            head.Add(one[0]);
        }

        return Encoding.ASCII.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }
}
