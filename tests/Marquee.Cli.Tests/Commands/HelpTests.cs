using System.CommandLine;

namespace Marquee.Cli.Tests.Commands;

public sealed class HelpTests
{
    public static TheoryData<string> Commands => [.. Root().Subcommands.Select(command => command.Name)];

    [Fact]
    public void There_are_the_commands_that_other_programs_call() =>
        Commands.Select(row => row.Data).ShouldBe(
            ["demo", "data", "import", "export", "backup", "restore", "check", "models", "train", "evaluate", "fairness", "off-policy", "tune", "recommend", "similar", "map", "pretrain", "embed", "media", "graph", "audience", "benchmark", "chart", "serve", "keys"], ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Help_of_a_command_ends_with_an_example_that_can_be_typed(string command)
    {
        var run = await CommandRun.Done(command, "--help");
        run.Error.ShouldBeEmpty();
        run.Lines.ShouldContain(line => line.Contains($" {command} ", StringComparison.Ordinal) && line.TrimEnd().EndsWith("[options]", StringComparison.Ordinal));
        var examples = run.Lines.SkipWhile(line => line is not ("Example:" or "Examples:")).Skip(1).ToArray();
        examples.ShouldNotBeEmpty();
        foreach (var example in examples)
        {
            example.ShouldStartWith($"  marquee {command}");
            Root().Parse(example.Split('>')[0].Trim()["marquee ".Length..]).Errors.ShouldBeEmpty(example);
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_option_and_argument_is_described(string name)
    {
        var command = Root().Subcommands.Single(command => command.Name == name);
        command.Description.ShouldNotBeNullOrWhiteSpace();
        command.Options.ShouldAllBe(option => !string.IsNullOrWhiteSpace(option.Description));
        command.Arguments.ShouldAllBe(argument => !string.IsNullOrWhiteSpace(argument.Description));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_wrong_option_is_bad_usage_and_the_hint_names_the_command(string command)
    {
        var run = await CommandRun.Of(command, "--nonsense");
        run.ExitCode.ShouldBe(CommandHost.BadUsage);
        run.Output.ShouldBeEmpty();
        run.Error.ShouldContain("--nonsense");
        run.ErrorLines[^1].ShouldBe($"See: marquee {command} --help");
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_command_takes_a_workspace_and_a_seed(string command) =>
        Root().Parse([command, "--workspace", "folder", "--seed", "7"]).Errors.ShouldNotContain(error => error.Message.Contains("--seed") || error.Message.Contains("--workspace"));

    [Theory]
    [InlineData("The path is empty.", "import", "")]
    [InlineData("The path is empty.", "export", "")]
    [InlineData("The user is empty.", "recommend", "")]
    [InlineData("--seed is '-1'; a whole number from 0 on is expected.", "train", "ease", "--seed", "-1")]
    [InlineData("--seeds is 'many'; a whole number is expected.", "evaluate", "--seeds", "many")]
    [InlineData("-n is 0; it must be at least 1.", "similar", "x", "-n", "0")]
    [InlineData("--count is '1e9'; a whole number is expected.", "similar", "x", "-n", "1e9")]
    [InlineData("--workspace is ''; a path is expected.", "train", "ease", "-w", "")]
    [InlineData("There is no option '--jsn' in marquee similar; where it is a name, put -- before it.", "similar", "--jsn")]
    [InlineData("'user' is not understood; write FIELD=COLUMN, such as user=viewer_id.", "import", "x.csv", "-c", "user")]
    [InlineData("--column names 'user' twice: a, b.", "import", "x.csv", "-c", "user=a", "-c", "user=b")]
    public async Task A_wrong_value_is_named_with_what_would_be_right(string message, params string[] words) =>
        (await CommandRun.Of(words, default)).ShouldBeBadUsage().ShouldBe(message);

    [Fact]
    public async Task A_wrong_command_is_one_mistake_whatever_follows_it() =>
        (await CommandRun.Of("recomend", "viewer-01", "-w", "somewhere")).ShouldBeBadUsage()
            .ShouldStartWith("There is no command 'recomend'; the commands are demo, data, import, ");

    [Fact]
    public async Task The_help_of_all_lists_every_command()
    {
        var run = await CommandRun.Done("--help");
        foreach (var command in Root().Subcommands)
        {
            run.Lines.ShouldContain(line => line.StartsWith($"  {command.Name} ", StringComparison.Ordinal) && line.Contains(command.Description!));
        }
    }

    [Theory]
    [InlineData("See: marquee --help")]
    [InlineData("See: marquee --help", "reccomend")]
    [InlineData("See: marquee import --help", "import")]
    [InlineData("See: marquee import --help", "import", "x", "--format", "parquet")]
    [InlineData("See: marquee import --help", "import", "x", "--on-error", "ignore")]
    [InlineData("See: marquee export --help", "export", "x", "--format", "movielens-1m")]
    [InlineData("See: marquee train --help", "train", "ease", "--seed", "minus one")]
    [InlineData("See: marquee train --help", "train", "ease", "--seed", "-1")]
    [InlineData("See: marquee similar --help", "similar")]
    public async Task A_wrong_command_line_is_bad_usage_and_a_hint_says_where_to_look(string hint, params string[] words)
    {
        var run = await CommandRun.Of(words, default);
        run.ExitCode.ShouldBe(CommandHost.BadUsage);
        run.Output.ShouldBeEmpty();
        run.ErrorLines.Length.ShouldBeGreaterThan(1);
        run.ErrorLines[..^1].ShouldAllBe(line => line.StartsWith("error: ", StringComparison.Ordinal));
        run.ErrorLines[^1].ShouldBe(hint);
    }

    [Fact]
    public async Task Version_prints_a_version() => (await CommandRun.Done("--version")).Output.ShouldMatch(@"^\d+\.\d+\.\d+");

    private static RootCommand Root() => CommandHost.CreateRoot(new Terminal(TextWriter.Null, TextWriter.Null, outputIsTerminal: false, errorIsTerminal: false));
}
