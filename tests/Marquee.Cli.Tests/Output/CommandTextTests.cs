namespace Marquee.Cli.Tests.Output;

public sealed class CommandTextTests
{
    [Fact]
    public void A_command_line_is_told_as_it_was_given()
    {
        var root = CommandHost.CreateRoot(new Terminal(TextWriter.Null, TextWriter.Null, outputIsTerminal: false, errorIsTerminal: false));
        CommandText.Of(root.Parse(["benchmark", "ncf-1m", "--data", "my films", "--ablation", "--seeds", "2"])).ShouldBe("marquee benchmark ncf-1m --data \"my films\" --ablation --seeds 2");
    }
}
