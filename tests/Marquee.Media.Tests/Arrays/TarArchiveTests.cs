using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using Marquee.Testing;

namespace Marquee.Media.Tests;

public sealed class TarArchiveTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("marquee-tar").FullName;

    [Fact]
    public void Reads_plain_and_gzip()
    {
        var plain = Save("plain.bin", Tar());
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(Tar());
        }

        foreach (var path in new[] { plain, Save("packed.bin", packed.ToArray()) })
        {
            var entries = TarArchive.ReadFile(path);

            entries.Select(entry => entry.Name).ShouldBe(["test/cat/1.jpg", "test/dog/2.jpg"]);
            entries.Select(entry => entry.Content.ToArray()).ShouldBe([[1, 2, 3], new byte[1000]]);
        }
    }

    [Fact]
    public void Reads_xz()
    {
        Assert.SkipWhen(!Programs.Has("xz"), "The program 'xz' is not on this machine.");
        var path = Save("a.tar", Tar());
        Process.Start("xz", [path]).WaitForExit();

        TarArchive.ReadFile(path + ".xz").Count.ShouldBe(2);

        File.WriteAllBytes(path + ".xz", File.ReadAllBytes(path + ".xz")[..^20]);
        Should.Throw<MediaException>(() => TarArchive.ReadFile(path + ".xz")).Message.ShouldContain("a.tar.xz: The file cannot be read: xz: ");
    }

    [Fact]
    public void Unpacks_no_more_than_the_limit()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(new byte[2_000_000]);
        }

        Should.Throw<MediaException>(() => TarArchive.ReadFile(Save("bomb.tar.gz", packed.ToArray()), new DecodeLimits { MaximumBytes = 1_000_000 }))
            .Message.ShouldEndWith("bomb.tar.gz: What the archive unpacks to is longer than the limit of 1,000,000 bytes.");
    }

    [Fact]
    public void Refuses_what_is_no_archive() =>
        Should.Throw<MediaException>(() => TarArchive.ReadFile(Save("text.tar", "hello"u8.ToArray()))).Message.ShouldContain("text.tar: The ");

    [Fact]
    public void Reads_or_refuses_whatever_is_damaged()
    {
        var path = Path.Combine(_folder, "bad.tar");

        Damage.Try(
            Tar(),
            500,
            12,
            bad =>
            {
                File.WriteAllBytes(path, bad);
                TarArchive.ReadFile(path);
            }).ShouldBeInRange(50, 450);
    }

    [Fact]
    public void Reads_the_small_pictures_of_a_real_data_set()
    {
        var path = Path.Combine(RealData.Folder("cifar-10"), "test.tar.xz");
        Assert.SkipWhen(!Programs.Has("xz"), "The program 'xz' is not on this machine.");

        var entries = TarArchive.ReadFile(path);

        entries.Count.ShouldBe(10_000);
        var picture = PictureDecoder.Decode(entries[0].Content.Span, name: entries[0].Name);
        picture.Shape.ShouldBe(new PlaneShape(32, 32, 3));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Save(string name, byte[] content)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    private static byte[] Tar()
    {
        using var stream = new MemoryStream();
        using (var writer = new TarWriter(stream, TarEntryFormat.Ustar, leaveOpen: true))
        {
            writer.WriteEntry(new UstarTarEntry(TarEntryType.Directory, "test/"));
            writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "test/cat/1.jpg") { DataStream = new MemoryStream([1, 2, 3]) });
            writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "test/dog/2.jpg") { DataStream = new MemoryStream(new byte[1000]) });
        }

        return stream.ToArray();
    }
}
