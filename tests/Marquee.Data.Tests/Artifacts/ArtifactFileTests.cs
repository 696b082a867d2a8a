namespace Marquee.Data.Tests;

public sealed class ArtifactFileTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    [Fact]
    public void What_was_written_comes_back()
    {
        ArtifactFile.Write(_path, Example());

        var reader = ArtifactFile.Read(_path);

        reader.TextProperty("kind").ShouldBe("example");
        reader.ReadFloats("numbers", 2, 3).ToArray().ShouldBe([1f, 2, 3, 4, 5, 6]);
        reader.ReadInts("whole").ShouldBe([7, 8]);
        reader.ReadLongs("long").ShouldBe([long.MaxValue]);
        TextArray.Read(reader.Part("inner"), "words").ShouldBe(["war", "мир"]);
    }

    [Fact]
    public void The_same_content_is_the_same_bytes_and_takes_the_place_of_what_was_there()
    {
        ArtifactFile.Write(_path, Example());
        var first = File.ReadAllBytes(_path);

        ArtifactFile.Write(_path, Example());

        File.ReadAllBytes(_path).ShouldBe(first);
        Directory.GetFiles(Path.GetTempPath(), Path.GetFileName(_path) + "*").Length.ShouldBe(1);
    }

    [Fact]
    public void A_file_that_is_something_else_is_refused()
    {
        File.WriteAllText(_path, "hello");

        Should.Throw<InvalidDataException>(() => ArtifactFile.Read(_path)).Message.ShouldContain("no archive");
    }

    [Fact]
    public void A_damaged_file_is_refused()
    {
        ArtifactFile.Write(_path, Example());
        using (var archive = System.IO.Compression.ZipFile.Open(_path, System.IO.Compression.ZipArchiveMode.Update))
        {
            archive.GetEntry("whole.int32")!.Delete();
            using var stream = archive.CreateEntry("whole.int32").Open();
            stream.Write([7, 0, 0, 0, 9, 0, 0, 0]);
        }

        Should.Throw<InvalidDataException>(() => ArtifactFile.Read(_path)).Message.ShouldContain("'whole'");
    }

    public void Dispose() => File.Delete(_path);

    private static MemoryArtifact Example()
    {
        var artifact = new MemoryArtifact();
        artifact.Properties["kind"] = "example";
        artifact.Write("numbers", [1f, 2, 3, 4, 5, 6], 2, 3);
        artifact.Write("whole", [7, 8]);
        artifact.Write("long", [long.MaxValue]);
        TextArray.Write(artifact.Part("inner"), "words", ["war", "мир"]);
        return artifact;
    }
}
