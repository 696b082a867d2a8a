using Marquee.Evaluation;
using Marquee.Recommenders;

namespace Marquee.Cli.Tests.Output;

public sealed class ReportOutputTests
{
    private static readonly BenchmarkReport Report = new()
    {
        Suite = null,
        Dataset = "data",
        Protocol = "how",
        Columns = ["precision@10", "ndcg@10"],
        Rows = [],
        Refusals = [new ModelRefusal(ModelSetup.Of("ease"), "30,000 items are too many")],
    };

    [Fact]
    public void Names_the_models_that_refused_and_why() =>
        Written(Report).ShouldContain("ease was not evaluated: 30,000 items are too many");

    [Fact]
    public void Fails_only_where_every_model_refused()
    {
        ReportOutput.ExitCode(Report).ShouldBe(CommandHost.Failed);
        ReportOutput.ExitCode(Report with { Refusals = [] }).ShouldBe(CommandHost.Done);
    }

    [Fact]
    public void Shows_the_parts_of_a_figure_with_their_users()
    {
        BenchmarkRow Row(string model, double first, double second) => new()
        {
            Model = model,
            Metrics = [new("precision@10", 0.5), new("ndcg@10", (first + second) / 2)],
            Parts = [new RunPart("2026-01-01", 12, [new("ndcg@10", first)]), new RunPart("2026-02-01", 345, [new("ndcg@10", second)])],
        };
        var lines = Written(Report with { Rows = [Row("worse", 0.1, 0.2), Row("better", 0.3, 0.4)] });
        lines.SkipWhile(line => !line.StartsWith("ndcg@10 by cut", StringComparison.Ordinal)).Skip(1).Take(4).ShouldBe(
        [
            "from    2026-01-01  2026-02-01",
            "users           12         345",
            "better      0.3000      0.4000",
            "worse       0.1000      0.2000",
        ]);
    }

    private static string[] Written(BenchmarkReport report)
    {
        using var output = new StringWriter();
        ReportOutput.Write(new Terminal(output, TextWriter.Null, outputIsTerminal: false, errorIsTerminal: false), report);
        return output.ToString().ReplaceLineEndings("\n").Split('\n');
    }
}
