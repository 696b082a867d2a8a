using System.CommandLine;
using Marquee.Cli.Commands;
using Marquee.Evaluation;
using Marquee.Recommenders;

namespace Marquee.Cli.Tests.Documentation;

/// <summary>Whoever types what the documentation shows is not told that it is wrong.</summary>
public sealed class DocumentedCommandTests
{
    public static TheoryData<string> Commands => [.. DocumentedCommand.All().Select(command => command.ToString())];

    [Fact]
    public void The_readme_shows_commands() => DocumentedCommand.All().ShouldContain(command => command.Place.StartsWith("README.md:", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_command_of_the_documentation_can_be_run(string command)
    {
        var words = DocumentedCommand.All().First(known => known.ToString() == command).Words;
        var parsed = CommandHost.CreateRoot(new Terminal(TextWriter.Null, TextWriter.Null, outputIsTerminal: false, errorIsTerminal: false)).Parse(words);
        CommandHost.Mistakes(parsed).ShouldBeEmpty();
        CheckNames(parsed);
    }

    [Fact]
    public void Commands_are_found_in_fenced_blocks_only_and_end_where_the_shell_ends_them()
    {
        string[] text =
        [
            "marquee import nothing",
            "```text",
            "$ marquee similar \"The | Godfather\" --model ease   # like it",
            "dotnet run -c Release --project src/Marquee.Cli -- train als \\",
            "    --set factors=64 > log.txt",
            "dotnet test",
            "marquees are tents",
            "```",
            "marquee export nothing",
        ];
        DocumentedCommand.Of("a.md", text).Select(command => (command.Place, string.Join(' ', command.Words)))
            .ShouldBe([("a.md:3", "similar The | Godfather --model ease"), ("a.md:4", "train als --set factors=64")]);
    }

    /// <summary>Names of models, protocols, suites and options, which the parser takes as they come.</summary>
    private static void CheckNames(ParseResult parsed)
    {
        switch (parsed.CommandResult.Command.Name)
        {
            case "train" or "evaluate" or "embed" when parsed.CommandResult.Command.Parents.Any(parent => parent.Name == "graph"):
                GraphCommand.Parse(OptionSchema.Assignments(parsed.GetValue<string[]>("--set") ?? []));
                break;
            case "pretrain" or "tune" when parsed.CommandResult.Command.Parents.Any(parent => parent.Name == "media"):
                MediaLearningOptions.Schema.Parse(OptionSchema.Assignments(parsed.GetValue<string[]>("--set") ?? []));
                break;
            case "train":
                CheckOptions(parsed.GetRequiredValue<string>("model"));
                break;
            case "evaluate":
                ProtocolCatalogue.Find(parsed.GetRequiredValue<string>("--protocol"));
                Array.ForEach(parsed.GetValue<string[]>("model")!, CheckOptions);
                break;
            case "tune":
                CheckOptions(parsed.GetRequiredValue<string>("model"));
                ProtocolCatalogue.Find(parsed.GetValue<string>("--protocol") ?? "random");
                break;
            case "fairness":
                ProtocolCatalogue.Find(parsed.GetRequiredValue<string>("--protocol"));
                Array.ForEach(parsed.GetValue<string[]>("model")!, CheckOptions);
                Array.ForEach(parsed.GetValue<string[]>("--rerank")!, text => ReRankerSetup.Parse(text));
                break;
            case "off-policy":
                Array.ForEach(parsed.GetValue<string[]>("model")!, CheckOptions);
                Array.ForEach(parsed.GetValue<string[]>("--rerank")!, text => ReRankerSetup.Parse(text));
                break;
            case "benchmark":
                BenchmarkCatalogue.Find(parsed.GetRequiredValue<string>("suite")).CheckModels(parsed.GetValue<string>("--models")?.Split(','));
                break;
            case "recommend" or "similar" when parsed.GetValue<string>("--model") is { } name:
                ModelCatalogue.Find(name);
                break;
        }

        void CheckOptions(string model) =>
            ModelCatalogue.Find(model).Options.Parse(parsed.GetValue<string[]>("--set")!.Select(word => word.Split('=', 2)).Select(parts => KeyValuePair.Create(parts[0], parts[1])));
    }
}
