using System.Globalization;
using System.Xml.Linq;

namespace Marquee.Evaluation.Tests.Reports;

public class BarChartTests
{
    private static readonly BarChart Models = new()
    {
        Title = "F1 at 10",
        Description = "One bar a model.",
        Groups = [new BarGroup("ease", 0.4), new BarGroup("als <&>", 0.2, new Interval(0.1, 0.25)), new BarGroup("popular", [], "predicts no ratings")],
    };

    [Fact]
    public void Bars_are_as_long_as_their_values()
    {
        var bars = Bars(Models.ToSvg("a"));
        bars.Length.ShouldBe(2);
        bars[0].Width.ShouldBe(2 * bars[1].Width, 0.02);
        bars[0].X.ShouldBe(bars[1].X);
    }

    [Fact]
    public void Negative_bars_end_where_positive_ones_begin()
    {
        var bars = Bars((Models with { Groups = [new BarGroup("more", 0.3), new BarGroup("less", -0.15)] }).ToSvg("a"));
        (bars[1].X + bars[1].Width).ShouldBe(bars[0].X, 0.02);
        bars[0].Width.ShouldBe(2 * bars[1].Width, 0.02);
    }

    [Fact]
    public void Charts_with_the_same_scale_compare()
    {
        var small = Models with { Groups = [new BarGroup("ease", 0.2)], Maximum = 0.8 };
        var large = Models with { Groups = [new BarGroup("ease", 0.8)] };
        Bars(large.ToSvg("a"))[0].Width.ShouldBe(4 * Bars(small.ToSvg("a"))[0].Width, 0.04);
    }

    [Fact]
    public void The_description_says_every_value()
    {
        var svg = Models.ToSvg("chart-1");
        svg.Attribute("role")!.Value.ShouldBe("img");
        svg.Attribute("aria-labelledby")!.Value.ShouldBe("chart-1-title chart-1-description");
        Of(svg, "title").First().Value.ShouldBe("F1 at 10");
        Of(svg, "title").First().Attribute("id")!.Value.ShouldBe("chart-1-title");
        Of(svg, "desc").Single().Attribute("id")!.Value.ShouldBe("chart-1-description");
        Of(svg, "desc").Single().Value.ShouldBe("One bar a model. ease: 0.400; als <&>: 0.200 (0.100 to 0.250); popular: predicts no ratings.");
    }

    [Fact]
    public void Whiskers_reach_from_end_to_end()
    {
        var svg = (Models with { Groups = [new BarGroup("ease", 0.5, new Interval(0.25, 0.75))] }).ToSvg("a");
        var bar = Bars(svg).Single();
        var path = Of(svg, "path").Single().Attribute("d")!.Value;
        var from = Number(path[1..path.IndexOf(' ')]);
        var to = Number(path[(path.IndexOf('H') + 1)..path.IndexOf('M', 1)]);
        from.ShouldBe(bar.X + (bar.Width / 2), 0.02);
        to.ShouldBe(bar.X + (bar.Width * 3 / 2), 0.02);
    }

    [Fact]
    public void Each_group_has_a_bar_a_series_and_the_legend_names_them()
    {
        var chart = Models with { Series = ["women", "men"], Groups = [new BarGroup("ease", [new Bar(0.1), new Bar(0.2)]), new BarGroup("als", [new Bar(0.3), new Bar(0.1)])] };
        var svg = chart.ToSvg("a");
        Bars(svg).Length.ShouldBe(4 + 2);
        Of(svg, "text").Where(text => text.Attribute("class")!.Value == "label").Select(text => text.Value).ShouldBe(["women", "men", "ease", "als"]);
        Of(svg, "desc").Single().Value.ShouldContain("als: women 0.300, men 0.100");
        Should.Throw<ArgumentException>(() => (chart with { Groups = Models.Groups }).ToSvg("a")).Message.ShouldContain("'ease' has 1 bars");
    }

    [Fact]
    public void A_long_label_is_broken_between_words_and_moves_no_other_bar()
    {
        var groups = new[] { new BarGroup("masked features and the features themselves side by side", 0.4), new BarGroup("als", 0.2) };
        var svg = (Models with { Groups = groups }).ToSvg("a");
        var labels = Of(svg, "text").Where(text => text.Attribute("class")!.Value == "label").ToArray();
        labels.Select(label => label.Value).ShouldBe(["masked features and the features", "themselves side by side", "als"]);
        var bars = Bars(svg);
        (bars[0].Y + (bars[0].Height / 2)).ShouldBe((Attribute(labels[0], "y") + Attribute(labels[1], "y")) / 2 - 4.5, 0.02);
        bars[1].Y.ShouldBeGreaterThan(Attribute(labels[1], "y"));
        Of((Models with { Groups = [new BarGroup(string.Join(' ', Enumerable.Repeat("word", 60)), 1)] }).ToSvg("a"), "text").Count(text => text.Attribute("class")!.Value == "label").ShouldBe(3);
    }

    [Fact]
    public void Everything_stands_inside_the_picture()
    {
        var chart = Models with { Groups = [.. Enumerable.Range(0, 30).Select(n => new BarGroup($"a model with a long name, number {n}", n - 15, new Interval(n - 17, n - 13)))] };
        var svg = chart.ToSvg("a");
        var size = svg.Attribute("viewBox")!.Value.Split(' ').Select(Number).ToArray();
        foreach (var bar in Bars(svg))
        {
            bar.X.ShouldBeGreaterThanOrEqualTo(0);
            (bar.X + bar.Width).ShouldBeLessThanOrEqualTo(size[2]);
            (bar.Y + bar.Height).ShouldBeLessThanOrEqualTo(size[3]);
        }

        Of(svg, "text").ShouldAllBe(text => Attribute(text, "x") >= 0 && Attribute(text, "x") <= size[2] && Attribute(text, "y") <= size[3]);
    }

    [Theory]
    [InlineData(0.0, "0.0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(0.301, "0.00 0.05 0.10 0.15 0.20 0.25 0.30 0.35")]
    [InlineData(0.98, "0.0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(1234.0, "0 200 400 600 800 1000 1200 1400")]
    [InlineData(-0.3, "-0.30 -0.25 -0.20 -0.15 -0.10 -0.05 0.00")]
    public void The_scale_has_round_numbers(double value, string ticks) =>
        string.Join(' ', Of((Models with { Groups = [new BarGroup("one", value)] }).ToSvg("a"), "text").Where(text => text.Attribute("class")!.Value == "tick").Select(text => text.Value))
            .ShouldBe(ticks);

    [Fact]
    public void A_value_that_is_no_number_is_refused() =>
        Should.Throw<ArgumentException>(() => (Models with { Groups = [new BarGroup("ease", double.NaN)] }).ToSvg("a")).Message.ShouldContain("'ease'");

    [Fact]
    public void A_chart_of_nothing_is_a_chart() => Bars((Models with { Groups = [] }).ToSvg("a")).ShouldBeEmpty();

    private static (double X, double Y, double Width, double Height)[] Bars(XElement svg) =>
        [.. Of(svg, "rect").Select(bar => (Attribute(bar, "x"), Attribute(bar, "y"), Attribute(bar, "width"), Attribute(bar, "height")))];

    private static IEnumerable<XElement> Of(XElement svg, string name) => svg.Descendants().Where(element => element.Name.LocalName == name);

    private static double Attribute(XElement element, string name) => Number(element.Attribute(name)!.Value);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
