using Marquee.Testing;

namespace Marquee.Cli.Tests.Commands;

public sealed class EmbedCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Pre_trains_into_one_file_and_gives_items_what_it_makes_of_them()
    {
        var workspace = Path.Combine(_folder.Path, "workspace");
        var encoder = Path.Combine(_folder.Path, "summaries.encoder");
        string[] words = ["ghost", "wedding", "robot"];
        var items = _folder.Write("items.jsonl", string.Concat(Enumerable.Range(0, 12).Select(film =>
            $$"""{"type":"item","id":"f{{film}}","title":"Film {{film}}","labels":["{{words[film % 3]}}"],"summary":"A {{words[film % 3]}} meets another {{words[film % 3]}} in town"}""" + "\n")));
        await CommandRun.Done("import", items, "-w", workspace);

        var learned = await CommandRun.Done("pretrain", "--to", encoder, "--dimensions", "8", "--word-epochs", "1", "--epochs", "1", "--blocks", "1", "-w", workspace);
        var embedded = await CommandRun.Done("embed", "--from", encoder, "--tags", "-w", workspace);

        learned.Lines[0].ShouldStartWith("Learned 8 words from 84 in ");
        File.Exists(encoder).ShouldBeTrue();
        embedded.Lines.ShouldContain(line => line.StartsWith("text", StringComparison.Ordinal) && line.Contains("12", StringComparison.Ordinal) && line.Contains("16", StringComparison.Ordinal));
        embedded.Lines.ShouldContain(line => line.StartsWith("tags", StringComparison.Ordinal) && line.Contains("64", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_to_embed_with_is_said()
    {
        var run = await CommandRun.Of("embed", "-w", Path.Combine(_folder.Path, "none"));

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("--from F");
    }
}
