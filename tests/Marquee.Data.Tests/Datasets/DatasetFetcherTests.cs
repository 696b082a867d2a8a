using System.Security.Cryptography;
using System.Text;
using Marquee.Testing;

namespace Marquee.Data.Tests.Datasets;

public sealed class DatasetFetcherTests : IAsyncLifetime
{
    private static readonly byte[] Archive = Archives.Zip(("ml-tiny/ratings.dat", "1::2::3::4\n"), ("ml-tiny/movies.dat", "2::Film (1999)::Drama\n"), ("ml-tiny/README", "read me"));
    private static readonly byte[] Extra = "extra"u8.ToArray();

    private readonly LoopbackServer _server = new();
    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };
    private readonly DatasetLibrary _library;

    public DatasetFetcherTests() => _library = new DatasetLibrary(Path.Combine(_folder.Path, "data"));

    public ValueTask InitializeAsync()
    {
        _server.Publish("/ml-tiny.zip", new PublishedFile(Archive));
        _server.Publish("/ml-tiny.zip.sha256", new PublishedFile(Encoding.UTF8.GetBytes($"SHA256 (ml-tiny.zip) = {Convert.ToHexStringLower(SHA256.HashData(Archive))}\n")));
        _server.Publish("/extra.txt", new PublishedFile(Extra));
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Downloads_checks_and_unpacks_every_part_and_leaves_nothing_else()
    {
        var parts = await Download();
        parts.Select(part => (part.Arrival, part.Checksum?.Algorithm)).ShouldBe([(PartArrival.Downloaded, ChecksumAlgorithm.Sha256), (PartArrival.Downloaded, ChecksumAlgorithm.GitBlob)]);
        Files().ShouldBe(["tiny/README", "tiny/more/extra.txt", "tiny/movies.dat", "tiny/ratings.dat"]);
        _library.Has(Tiny()).ShouldBeTrue();
    }

    [Fact]
    public async Task Downloads_nothing_that_is_here_and_only_what_is_missing()
    {
        await Download();
        (await Download()).ShouldAllBe(part => part.Arrival == PartArrival.WasHere);
        _server.Requests.Count.ShouldBe(3);
        File.Delete(Path.Combine(_library.FolderOf(Tiny()), "more", "extra.txt"));
        (await Download()).Select(part => part.Arrival).ShouldBe([PartArrival.WasHere, PartArrival.Downloaded]);
        _server.Requests.Last().Path.ShouldBe("/extra.txt");
    }

    [Fact]
    public async Task Refuses_a_wrong_byte_and_leaves_nothing_of_it()
    {
        var wrong = Archive.ToArray();
        wrong[60] ^= 1;
        _server.Publish("/ml-tiny.zip", new PublishedFile(wrong));
        var problem = (await Should.ThrowAsync<DatasetException>(Download)).Problem;
        problem.Path.ShouldBe(_server.AddressOf("/ml-tiny.zip").ToString());
        problem.Reason.ShouldBe(
            $"is not the file that its publisher means: its SHA-256 {Convert.ToHexStringLower(SHA256.HashData(wrong))} should be {Convert.ToHexStringLower(SHA256.HashData(Archive))}; what came was thrown away");
        Files().ShouldBeEmpty();

        _server.Publish("/ml-tiny.zip", new PublishedFile(Archive));
        (await Download()).ShouldAllBe(part => part.Arrival == PartArrival.Downloaded);
    }

    [Fact]
    public async Task Refuses_a_wrong_byte_by_the_checksum_of_the_catalogue()
    {
        _server.Publish("/extra.txt", new PublishedFile("extrb"u8.ToArray()));
        (await Should.ThrowAsync<DatasetException>(Download)).Problem.Reason.ShouldContain("its git blob id");
        Files().ShouldBe(["tiny/README", "tiny/movies.dat", "tiny/ratings.dat"]);
        _library.Has(Tiny()).ShouldBeFalse();
    }

    [Fact]
    public async Task Says_that_nothing_was_compared_where_the_publisher_has_no_checksum_file()
    {
        _server.Files.TryRemove("/ml-tiny.zip.sha256", out _);
        var part = (await Download())[0];
        part.Arrival.ShouldBe(PartArrival.Downloaded);
        part.Checksum.ShouldBeNull();
    }

    [Fact]
    public async Task Does_not_go_on_without_a_checksum_that_the_publisher_has()
    {
        _server.Publish("/ml-tiny.zip.sha256", new PublishedFile([]) { Status = 500 });
        await Should.ThrowAsync<DatasetException>(Download);
        _library.Has(Tiny(), Tiny().Parts[0]).ShouldBeFalse();
        _server.Publish("/ml-tiny.zip.sha256", new PublishedFile("no checksum at all"u8.ToArray()));
        (await Should.ThrowAsync<DatasetException>(Download)).Problem.Reason.ShouldBe("holds no checksum of ml-tiny.zip: 'no checksum at all'; MD5 or SHA-256 is expected");
        await InitializeAsync();
        await Download();
        _server.Requests.Count(request => request.Path == "/ml-tiny.zip").ShouldBe(1, "the download itself is kept");
    }

    [Fact]
    public async Task Takes_nothing_of_an_archive_that_leads_out_of_the_folder()
    {
        _server.Publish("/ml-tiny.zip", new PublishedFile(Archives.Zip(("ratings.dat", "1"), ("movies.dat", "2"), ("../../../evil", "3"))));
        _server.Files.TryRemove("/ml-tiny.zip.sha256", out _);
        (await Should.ThrowAsync<DatasetException>(Download)).Problem.Reason.ShouldContain("leads out of the folder");
        Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories).Select(Path.GetFileName).ShouldNotContain(name => name == "evil" || name == "ratings.dat" || name!.EndsWith(".part"));
    }

    [Fact]
    public async Task Takes_no_archive_of_something_else()
    {
        _server.Publish("/ml-tiny.zip", new PublishedFile(Archives.Zip(("other/ratings.dat", "1"))));
        _server.Files.TryRemove("/ml-tiny.zip.sha256", out _);
        (await Should.ThrowAsync<DatasetException>(Download)).Problem.Reason.ShouldBe("is not Tiny: there is no movies.dat in it");
        _library.Has(Tiny()).ShouldBeFalse();
    }

    [Fact]
    public async Task Says_where_it_cannot_write()
    {
        _folder.Write("data", "a file where the folder should be");
        (await Should.ThrowAsync<DatasetException>(Download)).Message.ShouldContain("cannot be written");
        _server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Takes_an_archive_of_any_name_from_a_local_copy_and_says_what_is_missing()
    {
        var parts = await Copy(_folder.Write("my-copy.bin", Archive));
        parts.Select(part => part.Arrival).ShouldBe([PartArrival.Copied, PartArrival.Missing]);
        parts[0].Checksum.ShouldBeNull();
        Files().ShouldBe(["tiny/README", "tiny/movies.dat", "tiny/ratings.dat"]);
        (await Copy(_folder.Write("extra.txt", Extra)))[1].Arrival.ShouldBe(PartArrival.Copied);
        _library.Has(Tiny()).ShouldBeTrue();
        _server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Compares_a_local_archive_with_the_checksum_beside_it()
    {
        var path = _folder.Write("ml-tiny.zip", Archive);
        _folder.Write("ml-tiny.zip.sha256", $"{new string('0', 64)}  ml-tiny.zip\n");
        var problem = (await Should.ThrowAsync<DatasetException>(() => Copy(path))).Problem;
        problem.Path.ShouldBe(path);
        problem.Reason.ShouldEndWith($"should be {new string('0', 64)}; nothing was taken");
        File.Exists(path).ShouldBeTrue();
        _library.Has(Tiny(), Tiny().Parts[0]).ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("ml-tiny")]
    public async Task Takes_an_unpacked_folder_from_a_local_copy(string inner)
    {
        var copy = Path.Combine(_folder.Path, "copy");
        Directory.CreateDirectory(Path.Combine(copy, "more"));
        Directory.CreateDirectory(Path.Combine(copy, inner));
        foreach (var name in new[] { "ratings.dat", "movies.dat" })
        {
            await File.WriteAllTextAsync(Path.Combine(copy, inner, name), name);
        }

        File.SetAttributes(Path.Combine(copy, inner, "movies.dat"), FileAttributes.ReadOnly);
        await File.WriteAllBytesAsync(Path.Combine(copy, "more", "extra.txt"), Extra);
        (await Copy(copy)).ShouldAllBe(part => part.Arrival == PartArrival.Copied);
        Files().ShouldBe(["tiny/more/extra.txt", "tiny/movies.dat", "tiny/ratings.dat"]);
        File.GetAttributes(Path.Combine(_library.FolderOf(Tiny()), "movies.dat")).HasFlag(FileAttributes.ReadOnly).ShouldBeFalse();
    }

    [Fact]
    public async Task Refuses_a_local_copy_that_holds_nothing_of_the_data_set()
    {
        (await Should.ThrowAsync<DatasetException>(() => Copy(Path.Combine(_folder.Path, "nowhere")))).Problem.Reason.ShouldBe("there is no such file or folder");
        (await Should.ThrowAsync<DatasetException>(() => Copy(_folder.Write("other.txt", "text")))).Problem.Reason
            .ShouldBe("holds nothing of Tiny: ml-tiny.zip or extra.txt is expected, or a folder with ratings.dat, movies.dat");
    }

    [Fact]
    public void Remembers_which_licences_were_accepted()
    {
        var dataset = Tiny();
        _library.HasAccepted(dataset).ShouldBeFalse();
        _library.Accept(dataset, new DateTimeOffset(2001, 2, 3, 1, 0, 0, TimeSpan.FromHours(2)));
        _library.HasAccepted(dataset).ShouldBeTrue();
        _library.HasAccepted(dataset with { Name = "another" }).ShouldBeFalse();
        _library.HasAccepted(dataset with { Licence = dataset.Licence with { Address = new Uri("http://127.0.0.1/new") } }).ShouldBeFalse("the terms are others");
        File.ReadAllText(Path.Combine(_folder.Path, "data", "accepted-licences.json")).ShouldContain("2001-02-02T23:00:00Z");
    }

    private Task<IReadOnlyList<DeliveredPart>> Download() => Fetcher().DownloadAsync(Tiny(), _library, null, CancellationToken.None);

    private Task<IReadOnlyList<DeliveredPart>> Copy(string from) => Fetcher().CopyAsync(Tiny(), _library, from, CancellationToken.None);

    private DatasetFetcher Fetcher() => new(new FileDownloader(_http, new RecordedDelays()));

    private IEnumerable<string> Files() => Directory.Exists(Path.Combine(_folder.Path, "data"))
        ? Directory.EnumerateFiles(Path.Combine(_folder.Path, "data"), "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Path.Combine(_folder.Path, "data"), file).Replace('\\', '/')).Order(StringComparer.Ordinal)
        : [];

    private PublicDataset Tiny() => new()
    {
        Name = "tiny",
        Title = "Tiny",
        Summary = "one rating",
        Users = 1,
        Items = 1,
        Interactions = 1,
        Licence = new DatasetLicence("free", ["anything goes"], _server.AddressOf("/licence")),
        Page = _server.AddressOf("/"),
        Parts =
        [
            DatasetPart.Archive(_server.AddressOf("/ml-tiny.zip"), "ratings.dat", "movies.dat") with { ChecksumAddress = _server.AddressOf("/ml-tiny.zip.sha256") },
            DatasetPart.File(_server.AddressOf("/extra.txt"), "more/extra.txt") with { Checksum = new FileChecksum(ChecksumAlgorithm.GitBlob, "6235385f9c66c68280abea3aa9f3c91f5eedbdc5") },
        ],
    };
}
