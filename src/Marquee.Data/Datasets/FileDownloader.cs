using System.Net;
using System.Net.Http.Headers;

namespace Marquee.Data;

/// <summary>
/// Downloads a file over HTTP, however often the line is cut: what is here stays here, and the rest is asked for with <c>Range</c> and <c>If-Range</c>. Where the server cannot continue, or
/// has another file by now, it starts from the beginning.
/// </summary>
/// <param name="http">The client. Its time-out must be infinite; silence is watched here. Answers must not be unpacked on the way.</param>
/// <param name="time">The clock of waits.</param>
/// <param name="options">How patient.</param>
public sealed class FileDownloader(HttpClient http, TimeProvider time, DownloadOptions? options = null)
{
    private const int BufferSize = 1 << 17;
    private const int LongestText = 1 << 16;

    private readonly DownloadOptions _options = options ?? new DownloadOptions();

    /// <summary>Downloads a file, going on from what an earlier run left.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="path">Where it comes; beside it, <c>.json</c> remembers what the server said. Whoever takes the file away removes both with <see cref="Discard"/>.</param>
    /// <param name="progress">Hears of every piece.</param>
    /// <param name="cancellationToken">Stops it; what is here stays for the next run.</param>
    /// <exception cref="DatasetException">The server refuses, or the line was cut too often, or the file cannot be written.</exception>
    public async Task DownloadAsync(Uri address, string path, IProgress<DownloadProgress>? progress, CancellationToken cancellationToken)
    {
        var partial = Guard(path, () =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            return PartialDownload.Open(path, address);
        });
        var furthest = partial.Length;
        var failures = 0;
        while (!partial.IsComplete)
        {
            try
            {
                await TryAsync(address, partial, progress, cancellationToken);
            }
            catch (LineCutException cut)
            {
                // Starting again and being cut at the same place is no way forward.
                failures = partial.Length > furthest ? 1 : failures + 1;
                furthest = Math.Max(furthest, partial.Length);
                if (failures > _options.Retries)
                {
                    throw ReadSession.Refuse(address.ToString(), $"{cut.Message} ({failures} times without getting further){(furthest > 0 ? $"; {partial.Length:N0} bytes are kept, the same command goes on from there" : "")}", cut);
                }

                await Task.Delay(Delay(failures, cut.AskedDelay), time, cancellationToken);
            }
        }
    }

    /// <summary>Fetches a small text, such as a checksum file.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The text; nothing where the server says that there is none (404, 410).</returns>
    /// <exception cref="DatasetException">The server refuses, or the line was cut too often, or the text is longer than 65,536 bytes.</exception>
    public async Task<string?> ReadTextAsync(Uri address, CancellationToken cancellationToken)
    {
        for (var failures = 1; ; failures++)
        {
            try
            {
                using var silence = new Silence(_options.SilenceLimit, time, cancellationToken);
                using var request = new HttpRequestMessage(HttpMethod.Get, address);
                using var response = await SendAsync(request, silence);
                if (response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone)
                {
                    return null;
                }

                CheckStatus(address, response);
                return await ReadTextAsync(address, response, silence);
            }
            catch (LineCutException cut) when (failures <= _options.Retries)
            {
                await Task.Delay(Delay(failures, cut.AskedDelay), time, cancellationToken);
            }
            catch (LineCutException cut)
            {
                throw ReadSession.Refuse(address.ToString(), $"{cut.Message} ({failures} times)", cut);
            }
        }
    }

    /// <summary>Removes a file and what is remembered of its download.</summary>
    /// <param name="path">The file.</param>
    public static void Discard(string path)
    {
        File.Delete(path);
        File.Delete(path + ".json");
    }

    private async Task TryAsync(Uri address, PartialDownload partial, IProgress<DownloadProgress>? progress, CancellationToken cancellationToken)
    {
        using var silence = new Silence(_options.SilenceLimit, time, cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (partial.Length > 0 && partial.Condition is { } condition)
        {
            request.Headers.Range = new RangeHeaderValue(partial.Length, null);
            request.Headers.IfRange = condition;
        }

        using var response = await SendAsync(request, silence);
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable
            || (response.StatusCode == HttpStatusCode.PartialContent && !partial.Continues(response)))
        {
            Guard(partial.FilePath, partial.Delete);
            throw new LineCutException("the server could not go on where the line was cut");
        }

        CheckStatus(address, response);
        if (response.StatusCode != HttpStatusCode.PartialContent)
        {
            Guard(partial.FilePath, () => partial.Begin(response));
        }

        var length = response.Content.Headers.ContentLength;
        var total = partial.Length + length;
        await CopyAsync(response, partial.FilePath, bytes => progress?.Report(new DownloadProgress(Path.GetFileName(address.AbsolutePath), bytes, total)), silence);
        if (total is { } expected && partial.Length != expected)
        {
            throw new LineCutException($"the line was cut after {partial.Length:N0} of {expected:N0} bytes");
        }

        Guard(partial.FilePath, partial.Complete);
    }

    private static async Task CopyAsync(HttpResponseMessage response, string path, Action<long> report, Silence silence)
    {
        await using var file = Guard(path, () => new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous));
        var buffer = new byte[BufferSize];
        await using var body = await Hear(silence, () => response.Content.ReadAsStreamAsync(silence.Token));
        report(file.Position);
        int read;
        while ((read = await Hear(silence, () => body.ReadAsync(buffer, silence.Token).AsTask())) > 0)
        {
            silence.Broken();
            try
            {
                // What was received is kept even when the user stops the command here.
                await file.WriteAsync(buffer.AsMemory(0, read), CancellationToken.None);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw CannotWrite(path, exception);
            }

            report(file.Position);
        }
    }

    private static async Task<string> ReadTextAsync(Uri address, HttpResponseMessage response, Silence silence)
    {
        await using var body = await Hear(silence, () => response.Content.ReadAsStreamAsync(silence.Token));
        var buffer = new byte[LongestText + 1];
        var length = await Hear(silence, () => body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, silence.Token).AsTask());
        return length <= LongestText
            ? System.Text.Encoding.UTF8.GetString(buffer, 0, length)
            : throw ReadSession.Refuse(address.ToString(), $"is longer than {LongestText:N0} bytes; a checksum file was expected");
    }

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, Silence silence) =>
        Hear(silence, () => http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, silence.Token));

    /// <summary>Turns what a broken line throws into one exception.</summary>
    private static async Task<T> Hear<T>(Silence silence, Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (OperationCanceledException exception) when (!silence.IsStoppedByUser)
        {
            throw new LineCutException("the server said nothing for too long", exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new LineCutException(exception is HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError }
                ? $"there is no connection: {exception.Message}"
                : "the line was cut", exception);
        }
    }

    private void CheckStatus(Uri address, HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        if (response.IsSuccessStatusCode)
        {
            return;
        }

        var words = $"the server answers {status} {response.ReasonPhrase}".TrimEnd();
        if (status is >= 500 or 408 or 429)
        {
            throw new LineCutException(words) { AskedDelay = response.Headers.RetryAfter?.Delta ?? response.Headers.RetryAfter?.Date - time.GetUtcNow() };
        }

        throw ReadSession.Refuse(address.ToString(), words + (status is 404 or 410 ? "; the publisher may have moved it: get it by hand and name it with --from" : ""));
    }

    private TimeSpan Delay(int failures, TimeSpan? asked)
    {
        var delay = _options.FirstDelay * Math.Pow(2, failures - 1);
        delay = asked > delay ? asked.Value : delay;
        return delay < _options.LongestDelay ? delay : _options.LongestDelay;
    }

    private static void Guard(string path, Action write) => Guard(path, () =>
    {
        write();
        return true;
    });

    private static T Guard<T>(string path, Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CannotWrite(path, exception);
        }
    }

    private static DatasetException CannotWrite(string path, Exception exception) => ReadSession.Refuse(path, $"cannot be written: {exception.Message}", exception);

    /// <summary>The line was cut, or the server is in trouble: worth another try.</summary>
    private sealed class LineCutException(string message, Exception? inner = null) : Exception(message, inner)
    {
        public TimeSpan? AskedDelay { get; init; }
    }

    /// <summary>Cancels when nothing was heard for a while, or when the user stops the command.</summary>
    private sealed class Silence : IDisposable
    {
        private readonly TimeSpan _limit;
        private readonly CancellationToken _user;
        private readonly CancellationTokenSource _silent;
        private readonly CancellationTokenSource _either;

        public Silence(TimeSpan limit, TimeProvider time, CancellationToken user)
        {
            _limit = limit;
            _user = user;
            _silent = new CancellationTokenSource(limit, time);
            _either = CancellationTokenSource.CreateLinkedTokenSource(_silent.Token, user);
        }

        public CancellationToken Token => _either.Token;

        public bool IsStoppedByUser => _user.IsCancellationRequested;

        public void Broken() => _silent.CancelAfter(_limit);

        public void Dispose()
        {
            _either.Dispose();
            _silent.Dispose();
        }
    }
}
