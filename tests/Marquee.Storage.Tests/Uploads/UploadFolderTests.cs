using System.IO.Compression;
using System.Text;
using Marquee.Data;
using Marquee.Testing;

namespace Marquee.Storage.Tests;

public sealed class UploadFolderTests : IDisposable
{
    private const string Plays = "user,item,time\nanna,a,2024-05-01\nben,a,2024-05-02\n";

    private readonly TemporaryFolder _folder = new();
    private readonly StandingClock _time = new();

    private string Path => System.IO.Path.Combine(_folder.Path, "uploads");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Tells_what_is_in_a_file()
    {
        using var uploads = Open();
        var upload = await Add(uploads, null, "plays.csv", "user,item,kind,time\nanna,a,watch,2024-05-01\nben,b,watch,2024-05-03\nanna,b,like,never\nanna,,watch,2024-05-02\n");

        upload.Files.ShouldBe([new UploadedFile("plays.csv", 108)]);
        var preview = upload.Preview;
        preview.Format!.Name.ShouldBe("csv");
        (preview.Users, preview.Items, preview.Interactions, preview.HasMore).ShouldBe((2, 2, 2L, false));
        preview.Kinds.ShouldBe(new Dictionary<string, long> { ["watch"] = 2 });
        preview.From.ShouldBe(new DateTimeOffset(2024, 5, 1, 0, 0, 0, TimeSpan.Zero));
        preview.Until.ShouldBe(new DateTimeOffset(2024, 5, 3, 0, 0, 0, TimeSpan.Zero));
        preview.Sample.ShouldBe([new Interaction { UserId = "anna", ItemId = "a", Kind = "watch", Time = preview.From }, new Interaction { UserId = "ben", ItemId = "b", Kind = "watch", Time = preview.Until }]);
        preview.Problem.ShouldBeNull();
        preview.ProblemCount.ShouldBe(2);
        preview.Problems.Select(problem => (problem.Path, problem.Line)).ShouldBe([("plays.csv", 4), ("plays.csv", 5)]);
        uploads.Find(upload.Id).ShouldBe(upload);
    }

    [Fact]
    public async Task Names_two_hundred_bad_lines_and_counts_the_others()
    {
        using var uploads = Open();
        var preview = (await Add(uploads, null, "plays.csv", Plays + string.Concat(Enumerable.Repeat("anna,a,never\n", 300)))).Preview;
        (preview.Problems.Count, preview.ProblemCount, preview.Interactions).ShouldBe((200, 300L, 2L));
    }

    [Theory]
    [InlineData("notes.txt", "dear diary")]
    [InlineData("empty.csv", "")]
    [InlineData("plays.csv", "user,item\n")]
    [InlineData("image.csv", "\0\0\0\0")]
    [InlineData("records.jsonl", "{\"type\":\"user\",\"id\":\"a\\u0000b\"}\n")]
    public async Task Says_why_something_is_not_understood_and_where_it_is_kept_to_nobody(string name, string content)
    {
        using var uploads = Open();
        var preview = (await Add(uploads, null, name, content)).Preview;
        if (preview.Problem is null)
        {
            preview.ProblemCount.ShouldBeGreaterThan(0);
        }

        $"{preview.Problem} {string.Join(' ', preview.Problems)}".ShouldNotContain(_folder.Path);
    }

    [Fact]
    public async Task Files_that_belong_together_are_read_together()
    {
        using var uploads = Open();
        var first = await Add(uploads, null, "interactions.csv", Plays);
        var both = await Add(uploads, first.Id, "items.csv", "item,title\na,The A\n");
        both.Id.ShouldBe(first.Id);
        both.Files.Select(file => file.Name).ShouldBe(["interactions.csv", "items.csv"]);
        both.Preview.Sample[0].ShouldBeOfType<Item>().Title.ShouldBe("The A");
        (await Should.ThrowAsync<ArgumentException>(() => Add(uploads, first.Id, "items.csv", "item\nb\n"))).Message.ShouldContain("items.csv");
        uploads.Find(first.Id).ShouldBe(both);
    }

    [Fact]
    public async Task An_archive_is_unpacked_and_what_systems_put_into_it_left_out()
    {
        using var uploads = Open();
        var upload = await AddBytes(uploads, null, "data.zip", Zip(("shop/interactions.csv", Plays), ("shop/items.csv", "item,title\na,The A\n"), ("__MACOSX/shop/._items.csv", "x")));
        upload.Files.Select(file => file.Name).ShouldBe(["shop/interactions.csv", "shop/items.csv"]);
        (upload.Preview.Format!.Name, upload.Preview.Interactions, upload.Preview.Problem).ShouldBe(("csv", 2L, null));
    }

    [Theory]
    [InlineData("../evil.csv")]
    [InlineData("a/../../evil.csv")]
    [InlineData("/etc/evil.csv")]
    [InlineData("C:\\evil.csv")]
    [InlineData("..\\evil.csv")]
    public async Task An_archive_that_leads_out_of_its_folder_is_refused_and_leaves_nothing(string entry)
    {
        using var uploads = Open();
        var refused = await Should.ThrowAsync<DatasetException>(() => AddBytes(uploads, null, "data.zip", Zip(("good.csv", Plays), (entry, "x"))));
        refused.Problem.Reason.ShouldContain("leads out of the folder");
        refused.Message.ShouldNotContain(_folder.Path);
        Directory.GetFileSystemEntries(_folder.Path, "*", SearchOption.AllDirectories).Where(File.Exists).ShouldBeEmpty();
        Directory.GetDirectories(Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_archive_that_unpacks_to_more_than_there_is_room_for_is_refused()
    {
        using var uploads = Open(new UploadLimits { Bytes = 100_000 });
        await Should.ThrowAsync<DatasetException>(() => AddBytes(uploads, null, "bomb.zip", Zip(("zeros.csv", new string('0', 1_000_000)))));
        await Add(uploads, null, "plays.csv", Plays);
        await Should.ThrowAsync<UploadException>(() => Add(uploads, null, "large.csv", new string('x', 100_001)));
        Directory.GetDirectories(Path).Length.ShouldBe(1);
        await Add(uploads, null, "more.csv", Plays + new string(' ', 90_000));
        await Should.ThrowAsync<UploadException>(() => Add(uploads, null, "large.csv", new string('x', 20_000)));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("../a.csv")]
    [InlineData("/a.csv")]
    [InlineData("a\\b.csv")]
    [InlineData("C:a.csv")]
    [InlineData(".hidden")]
    [InlineData("a\0b")]
    [InlineData("a\nb")]
    [InlineData(" a")]
    public async Task Names_that_lead_somewhere_are_refused(string name)
    {
        using var uploads = Open();
        await Should.ThrowAsync<ArgumentException>(() => Add(uploads, null, name, Plays));
        Directory.Exists(Path).ShouldBeFalse();
    }

    [Fact]
    public async Task Two_uploads_at_once_do_not_meet()
    {
        using var uploads = Open();
        var all = await Task.WhenAll(Enumerable.Range(0, 6).Select(number => Add(uploads, null, "plays.csv", Plays + $"user-{number},b,2024-05-03\n")));
        all.Select(upload => upload.Id).ShouldBeUnique();
        all.ShouldAllBe(upload => upload.Preview.Interactions == 3);
    }

    [Fact]
    public async Task A_file_that_stops_coming_leaves_nothing()
    {
        using var uploads = Open();
        await Should.ThrowAsync<IOException>(() => uploads.Add(null, "plays.csv", new BrokenStream(), CancellationToken.None));
        Directory.GetDirectories(Path).ShouldBeEmpty();

        var upload = await Add(uploads, null, "plays.csv", Plays);
        await Should.ThrowAsync<IOException>(() => uploads.Add(upload.Id, "items.csv", new BrokenStream(), CancellationToken.None));
        uploads.Find(upload.Id).ShouldBe(upload);
        Directory.GetFiles(System.IO.Path.Combine(Path, upload.Id), "*", SearchOption.AllDirectories).Length.ShouldBe(1);
    }

    [Fact]
    public async Task An_archive_with_folders_that_is_refused_after_it_was_unpacked_leaves_the_upload_as_it_was()
    {
        using var uploads = Open(new UploadLimits { Files = 2 });
        var upload = await Add(uploads, null, "plays.csv", Plays);
        var refused = await Should.ThrowAsync<UploadException>(() => AddBytes(uploads, upload.Id, "data.zip", Zip(("shop/a.csv", Plays), ("shop/b.csv", Plays))));
        refused.Message.ShouldContain("more than 2 files");
        Directory.GetFileSystemEntries(uploads.FilesOf(upload.Id)).Select(System.IO.Path.GetFileName).ShouldBe(["plays.csv"]);
        uploads.Find(upload.Id).ShouldBe(upload);
    }

    [Fact]
    public async Task Too_many_uploads_are_refused_until_one_is_deleted()
    {
        using var uploads = Open(new UploadLimits { Uploads = 1 });
        var upload = await Add(uploads, null, "plays.csv", Plays);
        await Should.ThrowAsync<UploadException>(() => Add(uploads, null, "plays.csv", Plays));
        uploads.Delete(upload.Id).ShouldBeTrue();
        uploads.Delete(upload.Id).ShouldBeFalse();
        await Add(uploads, null, "plays.csv", Plays);
    }

    [Fact]
    public async Task They_are_forgotten_an_hour_after_they_were_last_asked_about_and_never_while_they_are_held()
    {
        using var uploads = Open();
        var upload = await Add(uploads, null, "plays.csv", Plays);
        _time.Now += TimeSpan.FromMinutes(59);
        uploads.Find(upload.Id).ShouldNotBeNull();
        _time.Now += TimeSpan.FromMinutes(59);
        using (uploads.Hold(upload.Id, out _))
        {
            _time.Now += TimeSpan.FromHours(5);
            uploads.Find(upload.Id).ShouldNotBeNull();
            Should.Throw<UploadException>(() => uploads.Delete(upload.Id));
            Should.Throw<UploadException>(() => uploads.Hold(upload.Id, out _));
        }

        _time.Now += TimeSpan.FromHours(1);
        uploads.Find(upload.Id).ShouldBeNull();
        Directory.GetDirectories(Path).ShouldBeEmpty();
        uploads.Hold(upload.Id, out _).ShouldBeNull();
        (await uploads.Add(upload.Id, "items.csv", Stream.Null, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task Nothing_is_left_when_it_ends_and_what_a_killed_service_left_goes_when_it_starts()
    {
        var uploads = Open();
        await Add(uploads, null, "plays.csv", Plays);
        uploads.Dispose();
        Directory.Exists(Path).ShouldBeFalse();

        Directory.CreateDirectory(System.IO.Path.Combine(Path, "left"));
        File.WriteAllText(System.IO.Path.Combine(Path, "left", "plays.csv"), Plays);
        Open().Dispose();
        Directory.Exists(Path).ShouldBeFalse();
    }

    private UploadFolder Open(UploadLimits? limits = null) => new(Path, limits ?? new UploadLimits(), _time);

    private static Task<Upload> Add(UploadFolder uploads, string? id, string name, string content) => AddBytes(uploads, id, name, Encoding.UTF8.GetBytes(content));

    private static async Task<Upload> AddBytes(UploadFolder uploads, string? id, string name, byte[] content) =>
        (await uploads.Add(id, name, new MemoryStream(content), TestContext.Current.CancellationToken)).ShouldNotBeNull();

    private static byte[] Zip(params (string Name, string Content)[] entries)
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return stream.ToArray();
    }

    private sealed class StandingClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }

    private sealed class BrokenStream : MemoryStream
    {
        private bool _began;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_began)
            {
                throw new IOException("The connection is gone.");
            }

            _began = true;
            buffer.Span[..10].Fill((byte)'x');
            return ValueTask.FromResult(10);
        }
    }
}
