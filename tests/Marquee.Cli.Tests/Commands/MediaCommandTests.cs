using Marquee.Testing;

namespace Marquee.Cli.Tests.Commands;

public sealed class MediaCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Learns_an_encoder_of_sounds_and_gives_items_its_vectors()
    {
        var workspace = Path.Combine(_folder.Path, "workspace");
        var sounds = Path.Combine(_folder.Path, "sounds");
        var encoder = Path.Combine(_folder.Path, "sounds.encoder");
        Directory.CreateDirectory(sounds);
        for (var track = 0; track < 6; track++)
        {
            await File.WriteAllBytesAsync(Path.Combine(sounds, $"t{track}.wav"), Tone(220 * (track + 1)), TestContext.Current.CancellationToken);
        }

        var items = _folder.Write("items.jsonl", string.Concat(Enumerable.Range(0, 4).Select(track => $$"""{"type":"item","id":"t{{track}}","title":"Track {{track}}"}""" + "\n")));
        await CommandRun.Done("import", items, "-w", workspace);

        var looked = await CommandRun.Done("media", "look", Path.Combine(sounds, "t0.wav"));
        var learned = await CommandRun.Done("media", "pretrain", sounds, "--to", encoder, "--seconds", "0.5", "--set", "width=8", "--set", "stages=2", "--set", "epochs=2");
        var embedded = await CommandRun.Done("media", "embed", sounds, "--as", "audio", "--from", encoder, "-w", workspace);
        var counted = await CommandRun.Done("media", "embed", sounds, "--as", "timbre", "-w", workspace);

        looked.Lines.ShouldContain(line => line.Contains("1.0 s of sound, 8,000 samples a second, 1 channel", StringComparison.Ordinal));
        learned.Lines[0].ShouldStartWith("Learned from 6 sounds in ");
        embedded.Lines.ShouldContain(line => line.StartsWith("audio", StringComparison.Ordinal) && line.Contains("16", StringComparison.Ordinal));
        embedded.Error.ShouldContain("2 files are of no item of the workspace");
        embedded.Error.ShouldContain("marquee train content --set features=audio");
        counted.Lines.ShouldContain(line => line.StartsWith("timbre", StringComparison.Ordinal));
        var exported = Path.Combine(_folder.Path, "out");
        await CommandRun.Done("export", exported, "-w", workspace);
        Directory.EnumerateFiles(exported).Select(File.ReadAllText).ShouldContain(text => text.Contains("\"audio\":[", StringComparison.Ordinal) && text.Contains("\"timbre\":[", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--size is the width and the height", "--size", "48")]
    [InlineData("Option 'width' is 'x'; it must be a whole number from 1 to 512.", "--set", "width=x")]
    [InlineData("There is no option 'widths'; the options are objective, temperature, strength, width, stages, epochs, learningRate.", "--set", "widths=8,16")]
    public async Task Says_what_would_be_right(string expected, string option, string value)
    {
        var pictures = Path.Combine(_folder.Path, "pictures");
        Directory.CreateDirectory(pictures);
        await File.WriteAllBytesAsync(Path.Combine(pictures, option == "--size" ? "a.jpg" : "a.wav"), option == "--size" ? [0xFF, 0xD8, 0xFF, 0xE0] : Tone(440), TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(Path.Combine(pictures, "b.wav"), Tone(880), TestContext.Current.CancellationToken);

        var run = await CommandRun.Of("media", "pretrain", pictures, "--to", Path.Combine(_folder.Path, "e"), option, value);

        run.ExitCode.ShouldNotBe(0);
        run.Error.ShouldContain(expected);
    }

    [Fact]
    public async Task A_file_that_is_no_picture_is_named()
    {
        var run = await CommandRun.Of("media", "look", _folder.Write("poster.jpg", "This is not a picture."));

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("poster.jpg");
    }

    private static byte[] Tone(double frequency) => Waves.File(8000, [.. Enumerable.Range(0, 8000).Select(moment => (short)(8000 * Math.Sin(2 * Math.PI * frequency * moment / 8000)))]);
}
