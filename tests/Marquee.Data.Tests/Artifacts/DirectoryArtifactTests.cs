using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Marquee.Testing;

namespace Marquee.Data.Tests;

public sealed class DirectoryArtifactTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Model => Path.Combine(_folder.Path, "model");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Gives_back_arrays_and_properties_as_they_were_written()
    {
        float[] floats = [1.5f, float.NaN, float.NegativeInfinity, -0f, float.Epsilon, 6];
        Write(writer =>
        {
            writer.Properties["options"] = new JsonObject { ["regularization"] = 0.1, ["note"] = "ünïcode \"quoted\" 🎬" };
            writer.Write("item-factors", floats, 2, 3);
            writer.Write("offsets", [1, -2, int.MaxValue]);
            writer.Write("times", [long.MinValue, 7L]);
            writer.Write("nothing", ReadOnlySpan<float>.Empty, 0, 64);
        });

        var reader = DirectoryArtifactReader.Open(Model);

        ((double)reader.Properties["options"]!["regularization"]!).ShouldBe(0.1);
        ((string)reader.Properties["options"]!["note"]!).ShouldBe("ünïcode \"quoted\" 🎬");
        Bits(reader.ReadFloats("item-factors", 2, 3).ToArray()).ShouldBe(Bits(floats));
        reader.ReadInts("offsets").ShouldBe([1, -2, int.MaxValue]);
        reader.ReadLongs("times").ShouldBe([long.MinValue, 7L]);
        reader.ReadFloats("nothing", 0, 64).Length.ShouldBe(0);
    }

    [Fact]
    public void Gives_back_arrays_longer_than_one_piece()
    {
        int[] ints = [.. Enumerable.Range(0, (1 << 20) + 5)];
        float[] floats = Array.ConvertAll(ints, value => (float)value);
        Write(writer =>
        {
            writer.Write("ints", ints);
            writer.Write("floats", floats, floats.Length);
        });

        var reader = DirectoryArtifactReader.Open(Model);

        reader.ReadInts("ints").AsSpan().SequenceEqual(ints).ShouldBeTrue();
        reader.ReadFloats("floats", floats.Length).Span.SequenceEqual(floats).ShouldBeTrue();
    }

    [Fact]
    public void Writes_the_same_bytes_for_the_same_model()
    {
        WriteSmall();
        var writer = new DirectoryArtifactWriter(Path.Combine(_folder.Path, "again"));
        Fill(writer);
        writer.Complete();

        foreach (var file in Directory.GetFiles(Model))
        {
            File.ReadAllBytes(Path.Combine(_folder.Path, "again", Path.GetFileName(file))).ShouldBe(File.ReadAllBytes(file));
        }
    }

    [Fact]
    public void Starts_mapped_arrays_at_a_multiple_of_64_bytes()
    {
        WriteSmall();
        var memory = DirectoryArtifactReader.Open(Model).ReadFloats("factors", 2, 2);

        (Unsafe.ByteOffset(ref Unsafe.NullRef<float>(), ref memory.Span[0]) % 64).ShouldBe(0);
    }

    [Fact]
    public void Keeps_the_file_as_it_is_when_somebody_writes_into_a_mapped_array()
    {
        WriteSmall();
        var memory = DirectoryArtifactReader.Open(Model).ReadFloats("factors", 2, 2);

        memory.Span[0] = 99;

        memory.Span[0].ShouldBe(99);
        DirectoryArtifactReader.Open(Model).ReadFloats("factors", 2, 2).Span[0].ShouldBe(1);
    }

    [Fact]
    public void Keeps_a_mapped_array_readable_after_its_file_was_deleted_and_its_owner_collected()
    {
        WriteSmall();
        var span = DirectoryArtifactReader.Open(Model).ReadFloats("factors", 2, 2).Span;

        Directory.Delete(Model, recursive: true);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        span.ToArray().ShouldBe([1f, 2f, 3f, 4f]);
    }

    [Theory]
    [InlineData("factors.float32")]
    [InlineData("ids.int32")]
    [InlineData("times.int64")]
    [InlineData("model.json")]
    public void Refuses_a_file_with_any_one_byte_changed(string name)
    {
        WriteSmall();
        var path = Path.Combine(Model, name);
        var bytes = File.ReadAllBytes(path);
        for (var at = 0; at < bytes.Length; at++)
        {
            var changed = bytes.ToArray();
            changed[at] ^= 0x01;
            File.WriteAllBytes(path, changed);

            // Of the description, the spaces between the words are free.
            if (name != "model.json" || !char.IsWhiteSpace((char)bytes[at]))
            {
                Should.Throw<InvalidDataException>(() => DirectoryArtifactReader.Open(Model), $"byte {at} of {name}").Message.ShouldContain(name);
            }
        }
    }

    [Fact]
    public void Refuses_a_file_that_was_cut_off()
    {
        WriteSmall();
        using (var file = File.OpenWrite(Path.Combine(Model, "factors.float32")))
        {
            file.SetLength(12);
        }

        var message = Refusal();
        message.ShouldContain("factors.float32");
        message.ShouldContain("12 bytes");
        message.ShouldContain("2 x 2 has 16");
    }

    [Fact]
    public void Refuses_a_folder_with_a_file_missing()
    {
        WriteSmall();
        File.Delete(Path.Combine(Model, "ids.int32"));

        Refusal().ShouldContain("ids.int32 is missing");
    }

    [Fact]
    public void Refuses_another_format_version()
    {
        WriteSmall();
        var path = Path.Combine(Model, "model.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"format\": 1", "\"format\": 2"));

        Refusal().ShouldContain("the model is in format 2; this version of Marquee reads format 1");
    }

    [Fact]
    public void Refuses_a_model_that_was_never_finished()
    {
        Fill(new DirectoryArtifactWriter(Model));

        Refusal().ShouldContain("there is no model.json");
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"format\":\"one\"}")]
    [InlineData("{\"format\":1,\"properties\"")]
    public void Refuses_a_description_that_is_none(string json)
    {
        Directory.CreateDirectory(Model);
        File.WriteAllText(Path.Combine(Model, "model.json"), json);

        Refusal().ShouldContain("not the description of a model");
    }

    [Fact]
    public void Says_which_arrays_there_are_when_asked_for_another()
    {
        WriteSmall();
        var reader = DirectoryArtifactReader.Open(Model);

        Should.Throw<InvalidDataException>(() => reader.ReadInts("missing")).Message.ShouldContain("it has factors, ids, times");
        Should.Throw<InvalidDataException>(() => reader.ReadInts("times")).Message.ShouldContain("holds Int64; it should hold Int32");
        Should.Throw<InvalidDataException>(() => reader.ReadFloats("factors", 4)).Message.ShouldContain("is 2 x 2; it should be 4");
    }

    [Fact]
    public void Never_writes_over_a_model_or_an_array()
    {
        WriteSmall();
        Should.Throw<IOException>(() => new DirectoryArtifactWriter(Model)).Message.ShouldContain("already holds a model");

        var writer = new DirectoryArtifactWriter(Path.Combine(_folder.Path, "other"));
        writer.Write("ids", [1]);
        Should.Throw<ArgumentException>(() => writer.Write("ids", [2L])).Message.ShouldContain("written before");
    }

    private string Refusal() => Should.Throw<InvalidDataException>(() => DirectoryArtifactReader.Open(Model)).Message;

    private void WriteSmall() => Write(Fill);

    private static void Fill(ArtifactWriter writer)
    {
        writer.Properties["note"] = "small";
        writer.Write("factors", [1f, 2f, 3f, 4f], 2, 2);
        writer.Write("ids", [1, 2]);
        writer.Write("times", [3L]);
    }

    private void Write(Action<ArtifactWriter> fill)
    {
        var writer = new DirectoryArtifactWriter(Model);
        fill(writer);
        writer.Complete();
    }

    private static int[] Bits(float[] values) => Array.ConvertAll(values, BitConverter.SingleToInt32Bits);
}
