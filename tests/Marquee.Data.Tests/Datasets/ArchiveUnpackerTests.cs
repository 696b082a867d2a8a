using System.Formats.Tar;
using Marquee.Testing;

namespace Marquee.Data.Tests.Datasets;

public sealed class ArchiveUnpackerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Target => Path.Combine(_folder.Path, "target");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Unpacks_a_zip()
    {
        Unpack(Archives.Zip(("ml/", ""), ("ml/u.data", "1"), ("ml/deep/u.item", "2")));
        File.ReadAllText(Path.Combine(Target, "ml", "u.data")).ShouldBe("1");
        File.ReadAllText(Path.Combine(Target, "ml", "deep", "u.item")).ShouldBe("2");
    }

    [Fact]
    public void Unpacks_a_tar_packed_with_gzip()
    {
        Unpack(Archives.TarGz(new PaxTarEntry(TarEntryType.Directory, "ml/"), Archives.TarFile("./ml/u.data", "1"), Archives.TarFile("ml/empty", "")));
        File.ReadAllText(Path.Combine(Target, "ml", "u.data")).ShouldBe("1");
        File.ReadAllText(Path.Combine(Target, "ml", "empty")).ShouldBe("");
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("ml/../../evil")]
    [InlineData("..\\evil")]
    [InlineData("/evil")]
    [InlineData("C:\\evil")]
    [InlineData("ml/../")]
    public void Refuses_names_that_lead_out_of_the_folder(string name)
    {
        Reason(Archives.Zip(("good", "1"), (name, "2"))).ShouldBe($"the entry '{name}' leads out of the folder; nothing of the archive is taken");
        Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName).ShouldBe(["archive", "target"], ignoreOrder: true);
    }

    [Fact]
    public void Refuses_tar_names_that_lead_out_of_the_folder() =>
        Reason(Archives.TarGz(Archives.TarFile("../evil", "1"))).ShouldContain("leads out of the folder");

    [Fact]
    public void Refuses_links()
    {
        Reason(Archives.Zip(entry => entry.ExternalAttributes = 0xA1FF << 16, ("link", "/etc/passwd"))).ShouldContain("is a link");
        Reason(Archives.TarGz(new PaxTarEntry(TarEntryType.SymbolicLink, "link") { LinkName = "/etc/passwd" })).ShouldContain("is neither a file nor a folder (SymbolicLink)");
    }

    [Theory]
    [InlineData("a", "a")]
    [InlineData("a", "A")]
    [InlineData("m/a", "m\\a")]
    public void Refuses_entries_of_the_same_name(string first, string second) => Reason(Archives.Zip((first, "1"), (second, "2"))).ShouldContain("comes twice");

    [Fact]
    public void Refuses_an_archive_that_unpacks_to_very_much()
    {
        var bomb = Archives.Zip(("bomb", new string('a', 4_000_000)));
        bomb.Length.ShouldBeLessThan(10_000);
        Reason(bomb).ShouldContain("which no data set of this size does");
        Reason(Archives.Zip(("a", "12345"), ("b", "67890")), new ArchiveLimits(Bytes: 9)).ShouldContain("unpacks to more than 9 bytes");
        Reason(Archives.Zip(("a", ""), ("b", "")), new ArchiveLimits(Files: 1)).ShouldBe("has more than 1 entries");
    }

    [Fact]
    public void Refuses_what_is_no_archive_or_damaged()
    {
        Reason("<html>"u8.ToArray()).ShouldBe("is no archive: zip, or tar packed with gzip, is expected");
        Reason([]).ShouldContain("is no archive");
        Reason(Archives.Zip(("a", new string('a', 1000)))[..60]).ShouldStartWith("is damaged: ");
        Reason(Archives.TarGz(Archives.TarFile("a", "1"))[..30]).ShouldStartWith("is damaged: ");
    }

    private string Reason(byte[] archive, ArchiveLimits? limits = null) => Should.Throw<DatasetException>(() => Unpack(archive, limits)).Problem.Reason;

    private void Unpack(byte[] archive, ArchiveLimits? limits = null)
    {
        if (Directory.Exists(Target))
        {
            Directory.Delete(Target, recursive: true);
        }

        ArchiveUnpacker.Unpack(_folder.Write("archive", archive), Target, limits ?? new ArchiveLimits(), CancellationToken.None);
    }
}
