using System.Globalization;
using System.Xml.Linq;

namespace Marquee.Evaluation.Tests.Reports;

public class ChartPictureTests
{
    private static readonly BarChart Chart = new()
    {
        Title = "recall@20 <of> all",
        Description = "One bar a model.",
        Quiet = "published",
        Groups = [new BarGroup("ours", 0.4, new Interval(0.3, 0.5)), new BarGroup("theirs", 0.2) { IsQuiet = true }],
    };

    [Fact]
    public void Stands_alone_with_its_style_and_ground_and_nothing_to_load()
    {
        var text = ChartPicture.Write([Chart]);
        var svg = XDocument.Parse(text).Root!;
        svg.Name.ShouldBe(XName.Get("svg", "http://www.w3.org/2000/svg"));
        Of(svg, "style").Single().Value.ShouldContain("prefers-color-scheme: dark");
        Of(svg, "rect").First().Attribute("class")!.Value.ShouldBe("ground");
        Of(svg, "text").First().Value.ShouldBe("recall@20 <of> all");
        text.Replace("http://www.w3.org/2000/svg", string.Empty).ShouldNotContain("http");
        text.ShouldNotContain("<script");
    }

    [Fact]
    public void Charts_stand_one_below_the_other_within_the_picture()
    {
        var svg = XDocument.Parse(ChartPicture.Write([Chart, Chart with { Title = "second" }])).Root!;
        var charts = Of(svg, "svg").ToArray();
        charts.Length.ShouldBe(2);
        (Number(charts[0], "y") + Number(charts[0], "height")).ShouldBeLessThan(Number(charts[1], "y"));
        (Number(charts[1], "y") + Number(charts[1], "height")).ShouldBeLessThan(Number(svg, "height"));
        (Number(charts[1], "x") + Number(charts[1], "width")).ShouldBeLessThanOrEqualTo(Number(svg, "width"));
        Of(svg, "title").Select(title => title.Attribute("id")?.Value).OfType<string>().ShouldBe(["chart-1-title", "chart-2-title"]);
    }

    [Fact]
    public void Published_bars_are_quieter_and_the_legend_says_so()
    {
        var svg = XDocument.Parse(ChartPicture.Write([Chart])).Root!;
        Of(svg, "rect").Select(rect => rect.Attribute("class")!.Value).ShouldBe(["ground", "bar series-0 quiet", "bar series-0", "bar series-0 quiet"]);
        Of(svg, "text").Where(text => text.Attribute("class")!.Value == "label").Select(text => text.Value).ShouldBe(["published", "ours", "theirs"]);
    }

    [Fact]
    public void Nothing_is_no_picture() => Should.Throw<ArgumentException>(() => ChartPicture.Write([]));

    private static IEnumerable<XElement> Of(XElement svg, string name) => svg.Descendants().Where(element => element.Name.LocalName == name);

    private static double Number(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}
