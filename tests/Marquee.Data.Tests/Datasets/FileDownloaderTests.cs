using System.Text;
using Marquee.Testing;

namespace Marquee.Data.Tests.Datasets;

public sealed class FileDownloaderTests : IAsyncLifetime
{
    private const int Length = 1_000_000;
    private const int Cut = 400_000;

    private readonly LoopbackServer _server = new();
    private readonly TemporaryFolder _folder = new();
    private readonly RecordedDelays _time = new();
    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };

    private string Target => Path.Combine(_folder.Path, "deep", "file.part");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Downloads_a_file_and_reports_every_byte()
    {
        var reports = new Reports();
        await Download(new PublishedFile(Bytes(1)), reports);
        File.ReadAllBytes(Target).ShouldBe(Bytes(1));
        reports.All[0].ShouldBe(new DownloadProgress("file", 0, Length));
        reports.All[^1].ShouldBe(new DownloadProgress("file", Length, Length));
        reports.All.Select(report => report.Bytes).ShouldBeInOrder();
    }

    [Fact]
    public async Task Goes_on_where_the_line_was_cut_and_fetches_no_byte_twice()
    {
        await Download(new PublishedFile(Bytes(1)) { EntityTag = "\"one\"", CutAfter = Cut, Cuts = 2 });
        File.ReadAllBytes(Target).ShouldBe(Bytes(1));
        _server.Requests.Select(request => (request.Range, request.Status)).ShouldBe([(null, 200), ($"bytes={Cut}-", 206), ($"bytes={2 * Cut}-", 206)]);
        _server.BytesServed.ShouldBe(Length);
        _time.Delays.ShouldBe([TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)], "each time it got further");
    }

    [Fact]
    public async Task Starts_again_where_the_server_knows_no_ranges()
    {
        await Download(new PublishedFile(Bytes(1)) { EntityTag = "\"one\"", SupportsRanges = false, CutAfter = Cut, Cuts = 1 });
        File.ReadAllBytes(Target).ShouldBe(Bytes(1));
        _server.BytesServed.ShouldBe(Cut + Length);
    }

    [Fact]
    public async Task Starts_again_where_the_server_gives_no_means_to_tell_that_the_file_is_the_same()
    {
        await Download(new PublishedFile(Bytes(1)) { CutAfter = Cut, Cuts = 1 });
        File.ReadAllBytes(Target).ShouldBe(Bytes(1));
        _server.Requests.ShouldAllBe(request => request.Range == null);
    }

    [Fact]
    public async Task Starts_again_where_the_file_is_another_by_now()
    {
        var address = _server.Publish("/file", new PublishedFile(Bytes(1)) { EntityTag = "\"one\"", CutAfter = Cut, Cuts = int.MaxValue, SupportsRanges = false });
        await Should.ThrowAsync<DatasetException>(() => Downloader().DownloadAsync(address, Target, null, CancellationToken.None));
        new FileInfo(Target).Length.ShouldBe(Cut);
        await Download(new PublishedFile(Bytes(2)) { EntityTag = "\"two\"" });
        File.ReadAllBytes(Target).ShouldBe(Bytes(2));
        _server.Requests.Last().ShouldBe(new ServedRequest("/file", $"bytes={Cut}-", 200, Length));
    }

    [Fact]
    public async Task Waits_longer_each_time_it_gets_no_further_and_gives_up_in_the_end()
    {
        var file = new PublishedFile(Bytes(1)) { EntityTag = "\"one\"", SupportsRanges = false, CutAfter = Cut, Cuts = int.MaxValue };
        (await Should.ThrowAsync<DatasetException>(() => Download(file))).Problem.Reason
            .ShouldBe("the line was cut (6 times without getting further); 400,000 bytes are kept, the same command goes on from there");
        _time.Delays.Select(delay => delay.TotalSeconds).ShouldBe([1, 2, 4, 8, 16]);
    }

    [Fact]
    public async Task Tries_again_where_the_server_is_in_trouble()
    {
        await Download(new PublishedFile(Bytes(1)) { Status = 503, Statuses = 2 });
        File.ReadAllBytes(Target).ShouldBe(Bytes(1));
        _server.Requests.Select(request => request.Status).ShouldBe([503, 503, 200]);
    }

    [Fact]
    public async Task Gives_up_where_the_server_stays_in_trouble() =>
        (await Should.ThrowAsync<DatasetException>(() => Download(new PublishedFile([]) { Status = 500 }))).Problem.Reason
            .ShouldBe("the server answers 500 InternalServerError (6 times without getting further)");

    [Fact]
    public async Task Does_not_ask_twice_for_what_is_not_there()
    {
        (await Should.ThrowAsync<DatasetException>(() => Download(new PublishedFile([]) { Status = 404 }))).Message
            .ShouldBe($"{_server.AddressOf("/file")}: the server answers 404 NotFound; the publisher may have moved it: get it by hand and name it with --from");
        _server.Requests.Count.ShouldBe(1);
        File.Exists(Target).ShouldBeFalse();
    }

    [Fact]
    public async Task Says_that_there_is_no_connection()
    {
        await _server.DisposeAsync();
        (await Should.ThrowAsync<DatasetException>(() => Downloader(retries: 0).DownloadAsync(_server.AddressOf("/file"), Target, null, CancellationToken.None)))
            .Problem.Reason.ShouldStartWith("there is no connection");
    }

    [Fact]
    public async Task Takes_a_silent_line_for_a_cut_one()
    {
        var reports = new Reports(at: Cut, _time.Ring);
        await Download(new PublishedFile(Bytes(1)) { EntityTag = "\"one\"", CutAfter = Cut, Cuts = 1, IsSilentAfterCut = true }, reports);
        File.ReadAllBytes(Target).ShouldBe(Bytes(1));
        _server.Requests.Last().Range.ShouldBe($"bytes={Cut}-");
    }

    [Fact]
    public async Task Keeps_what_is_here_for_the_next_run_when_it_is_stopped()
    {
        using var stop = new CancellationTokenSource();
        var file = new PublishedFile(Bytes(1)) { EntityTag = "\"one\"", CutAfter = Cut, Cuts = 1, IsSilentAfterCut = true };
        await Should.ThrowAsync<OperationCanceledException>(() => Download(file, new Reports(at: Cut, stop.Cancel), stop.Token));
        new FileInfo(Target).Length.ShouldBe(Cut);
        await Download(new PublishedFile(Bytes(1)) { EntityTag = "\"one\"" });
        File.ReadAllBytes(Target).ShouldBe(Bytes(1));
        _server.BytesServed.ShouldBe(Length);
    }

    [Fact]
    public async Task Fetches_nothing_where_all_of_it_is_here()
    {
        await Download(new PublishedFile(Bytes(1)) { EntityTag = "\"one\"" });
        await Download(new PublishedFile(Bytes(2)));
        File.ReadAllBytes(Target).ShouldBe(Bytes(1));
        _server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Trusts_no_bytes_of_which_it_does_not_know_the_address()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Target)!);
        File.WriteAllBytes(Target, Bytes(2)[..Cut]);
        File.WriteAllText(Target + ".json", """{"Address":"http://127.0.0.1/another","EntityTag":"\u0022one\u0022"}""");
        await Download(new PublishedFile(Bytes(1)) { EntityTag = "\"one\"" });
        File.ReadAllBytes(Target).ShouldBe(Bytes(1));
    }

    [Fact]
    public async Task Says_where_it_cannot_write()
    {
        File.WriteAllText(Path.Combine(_folder.Path, "deep"), "a file where the folder should be");
        (await Should.ThrowAsync<DatasetException>(() => Download(new PublishedFile(Bytes(1))))).Message.ShouldStartWith($"{Target}: cannot be written: ");
        _server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Reads_a_text_or_hears_that_there_is_none()
    {
        var there = _server.Publish("/sum", new PublishedFile(Encoding.UTF8.GetBytes("abc\n")) { Status = 502, Statuses = 1 });
        (await Downloader().ReadTextAsync(there, CancellationToken.None)).ShouldBe("abc\n");
        (await Downloader().ReadTextAsync(_server.AddressOf("/none"), CancellationToken.None)).ShouldBeNull();
        var endless = _server.Publish("/endless", new PublishedFile(Bytes(1)));
        (await Should.ThrowAsync<DatasetException>(() => Downloader().ReadTextAsync(endless, CancellationToken.None))).Problem.Reason.ShouldContain("a checksum file was expected");
    }

    private Task Download(PublishedFile file, IProgress<DownloadProgress>? progress = null, CancellationToken cancellation = default) =>
        Downloader().DownloadAsync(_server.Publish("/file", file), Target, progress, cancellation);

    private FileDownloader Downloader(int retries = 5) => new(_http, _time, new DownloadOptions { Retries = retries });

    private static byte[] Bytes(int seed) => [.. Enumerable.Range(0, Length).Select(at => (byte)((at * seed) + (at >> 8)))];

    /// <summary>Hears at once, unlike the base library's progress; does something once, when so many bytes are here.</summary>
    private sealed class Reports(long at = -1, Action? then = null) : IProgress<DownloadProgress>
    {
        private Action? _then = then;

        public List<DownloadProgress> All { get; } = [];

        public void Report(DownloadProgress value)
        {
            All.Add(value);
            if (value.Bytes == at)
            {
                _then?.Invoke();
                _then = null;
            }
        }
    }
}
