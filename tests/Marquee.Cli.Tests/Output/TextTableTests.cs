using Spectre.Console;

namespace Marquee.Cli.Tests.Output;

public sealed class TextTableTests
{
    [Fact]
    public void Keeps_names_and_numbers_whole_on_any_terminal()
    {
        foreach (var width in new[] { 60, 80, 100, 160, 240 })
        {
            var lines = Drawn(Wide(), width);
            lines.ShouldAllBe(line => line.Length <= width);
            var names = lines.Count(line => line.Contains(" recently-popular "));
            names.ShouldBe(lines.Count(line => line.Contains(" model ")), $"each part of {width} columns names its rows");
            for (var metric = 0; metric < 14; metric++)
            {
                lines.Count(line => line.Contains($" metric-{metric}@10 ")).ShouldBe(1);
                lines.Count(line => line.Contains($" 0.12{metric:00} ")).ShouldBe(1);
            }
        }
    }

    [Fact]
    public void Is_one_table_where_it_fits() =>
        Drawn(Wide(), 240).Count(line => line.Contains(" model ")).ShouldBe(1);

    [Fact]
    public void Breaks_words_rather_than_fold()
    {
        var table = new TextTable().Numbers("#").Words("item").Words("why").Row("1", "Alien", string.Join(' ', Enumerable.Repeat("because", 30)));
        var lines = Drawn(table, 60);
        lines.Count(line => line.Contains(" why ")).ShouldBe(1);
        lines.Count(line => line.Contains("because")).ShouldBeGreaterThan(3);
    }

    [Fact]
    public void Is_one_line_a_row_without_trailing_blanks_where_it_is_piped()
    {
        using var pipe = new StringWriter();
        var why = string.Join(' ', Enumerable.Repeat("because", 60));
        new TextTable { Title = "[T]" }.Words("item").Numbers("score").Words("why").Row("[bold]Alien[/]", "0.5", why).Row("映画 [[x]]", "12.5", "").WriteTo(pipe);
        pipe.ToString().ReplaceLineEndings("\n").ShouldBe($"[T]\nitem      score  why\nAlien       0.5  {why}\n映画 [x]   12.5\n");
    }

    [Fact]
    public void Shows_pictures_to_a_person_only()
    {
        var table = new TextTable().Words("model").Pictures("bar").Numbers("F1").Row("ease", TextBar.Of(0.5), "0.5");
        Drawn(table, 80).ShouldContain(line => line.Contains("████ "));
        using var pipe = new StringWriter();
        table.WriteTo(pipe);
        pipe.ToString().ReplaceLineEndings("\n").ShouldBe("model   F1\nease   0.5\n");
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(double.NaN, "")]
    [InlineData(-1, "")]
    [InlineData(0.5, "████████████")]
    [InlineData(0.0625, "█▌")]
    [InlineData(1, "████████████████████████")]
    [InlineData(7, "████████████████████████")]
    public void Bars_are_as_long_as_their_share(double share, string bar) => Markup.Remove(TextBar.Of(share)).ShouldBe(bar);

    private static TextTable Wide()
    {
        var table = new TextTable().Words("model");
        for (var metric = 0; metric < 14; metric++)
        {
            table.Numbers($"metric-{metric}@10");
        }

        return table.Row(["[bold]recently-popular[/]", .. Enumerable.Range(0, 14).Select(metric => $"0.12{metric:00}")]);
    }

    private static string[] Drawn(TextTable table, int width)
    {
        using var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = width;
        table.WriteTo(console);
        return output.ToString().ReplaceLineEndings("\n").Split('\n');
    }
}
