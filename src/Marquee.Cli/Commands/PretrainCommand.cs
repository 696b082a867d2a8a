using System.CommandLine;
using Marquee.Content;
using Marquee.Data;
using Spectre.Console;

namespace Marquee.Cli.Commands;

/// <summary><c>marquee pretrain</c>: teaches an encoder to read from the summaries of a workspace, and further texts; one file comes of it.</summary>
internal static class PretrainCommand
{
    public static Command Create(Terminal terminal)
    {
        var workspace = CommonOptions.Workspace();
        var to = new Option<FileInfo>("--to") { Description = "File that the encoder is written to.", HelpName = "F", Required = true };
        var texts = new Option<FileInfo[]>("--texts") { Description = "A file with further texts, one a line. May be given several times.", HelpName = "F" };
        var dimensions = Whole("--dimensions", "Numbers in a word's vector.", new WordVectorOptions().Dimensions);
        var wordEpochs = Whole("--word-epochs", "Passes over the texts for word vectors.", new WordVectorOptions().Epochs);
        var epochs = Whole("--epochs", "Passes over the texts for words in context.", new TextEncoderOptions().Epochs);
        var blocks = Whole("--blocks", "Blocks of attention.", new TextEncoderOptions().Blocks);
        var seed = CommonOptions.Seed();
        var command = new DescribedCommand("pretrain", "Learn to read from summaries alone: word vectors, then words in context. One file comes of it.")
        {
            to, texts, dimensions, wordEpochs, epochs, blocks, seed, workspace,
        };
        command.Example("marquee pretrain --to summaries.encoder")
            .Example("marquee pretrain --to plots.encoder --texts plots.txt --epochs 8 --seed 7");
        command.SetWork((parsed, cancellation) =>
        {
            using var session = WorkspaceSession.Open(parsed.GetRequiredValue(workspace));
            string?[] corpus = [.. session.Snapshot.Items.Select(item => item.Summary), .. (parsed.GetValue(texts) ?? []).SelectMany(file => File.ReadLines(file.FullName))];
            var chosen = parsed.GetValue(seed) ?? session.Configuration.Seed;
            var words = new WordVectorOptions { Dimensions = parsed.GetValue(dimensions), Epochs = parsed.GetValue(wordEpochs), Seed = chosen };
            var reading = new TextEncoderOptions { Blocks = parsed.GetValue(blocks), Epochs = parsed.GetValue(epochs), Seed = chosen };
            TextEncoder encoder;
            var began = TimeProvider.System.GetTimestamp();
            try
            {
                encoder = terminal.WithProgress("reading", progress => TextPretrainer.Train(corpus, words, reading, progress, cancellation));
            }
            catch (ArgumentException exception)
            {
                throw new CommandException(exception.Message.Split(" (Parameter")[0]);
            }

            var artifact = new MemoryArtifact();
            encoder.Save(artifact);
            ArtifactFile.Write(parsed.GetRequiredValue(to).FullName, artifact);
            var vocabulary = encoder.Vectors.Vocabulary;
            terminal.Line($"Learned [bold]{vocabulary.Words.Count:N0}[/] words from {vocabulary.TotalCount:N0} in {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0.0} s; wrote {Markup.Escape(parsed.GetRequiredValue(to).ToString())}.");
            terminal.Hint($"Next: marquee embed --from {CommonOptions.Quoted(parsed.GetRequiredValue(to).ToString())}{CommonOptions.Behind(parsed.GetRequiredValue(workspace))}");
            return CommandHost.Done;
        });
        return command;
    }

    private static Option<int> Whole(string name, string description, int standard) => new(name)
    {
        Description = $"{description} Default: {standard}.",
        HelpName = "N",
        DefaultValueFactory = _ => standard,
        Validators = { result => CommonOptions.RequireAtLeast(result, 1) },
    };
}
