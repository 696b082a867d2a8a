using System.Xml.Linq;

namespace Marquee.Evaluation.Tests.Reports;

public class HtmlReportTests
{
    private static readonly HtmlReport Full = new HtmlReport("A <title>", "What it is.")
        .Heading("One & two")
        .Paragraph("Some words.")
        .Code("marquee --help > file")
        .Definitions(("Split", "by chance"), ("Candidates", "all"))
        .Table(new ReportTable("Numbers").Words("model").Numbers("F1").Row("ease", "0.5").Row("als", ""))
        .Chart(new BarChart { Title = "First", Description = "Bars.", Groups = [new BarGroup("ease", 0.5)] })
        .Chart(new BarChart { Title = "Second", Description = "Bars.", Groups = [new BarGroup("als", 0.4)] });

    [Fact]
    public void It_is_a_page_in_which_every_element_is_closed()
    {
        var text = Full.ToString();
        text.ShouldStartWith("<!DOCTYPE html>\n<html lang=\"en\">");
        var page = XDocument.Parse(text);
        page.Descendants("title").First().Value.ShouldBe("A <title>");
        page.Descendants("h1").Single().Value.ShouldBe("A <title>");
        page.Descendants("h2").Single().Value.ShouldBe("One & two");
        page.Descendants("dt").Select(term => term.Value).ShouldBe(["Split", "Candidates"]);
    }

    [Fact]
    public void It_loads_nothing_and_runs_nothing()
    {
        var page = XDocument.Parse(Full.ToString());
        page.Descendants().ShouldNotContain(element => element.Name.LocalName == "script" || element.Name.LocalName == "link" || element.Name.LocalName == "img");
        page.Descendants().Attributes().ShouldNotContain(attribute => attribute.Name.LocalName == "src" || attribute.Name.LocalName == "href" || attribute.Name.LocalName.StartsWith("on"));
        page.Descendants("style").Single().Value.ShouldNotContain("url(");
        page.Descendants("meta").ShouldContain(meta => (string?)meta.Attribute("content") == "default-src 'none'; style-src 'unsafe-inline'");
    }

    [Fact]
    public void It_is_light_and_dark() => XDocument.Parse(Full.ToString()).Descendants("style").Single().Value.ShouldContain("prefers-color-scheme: dark");

    [Fact]
    public void No_two_parts_have_the_same_name() =>
        XDocument.Parse(Full.ToString()).Descendants().Attributes("id").Select(id => id.Value).ShouldBe(["chart-1-title", "chart-1-description", "chart-2-title", "chart-2-description"]);

    [Fact]
    public void Rows_of_a_table_are_named_by_their_first_cell()
    {
        var table = XDocument.Parse(Full.ToString()).Descendants("table").Single();
        table.Element("caption")!.Value.ShouldBe("Numbers");
        table.Descendants("th").Select(cell => $"{cell.Attribute("scope")!.Value} {cell.Value}").ShouldBe(["col model", "col F1", "row ease", "row als"]);
        table.Descendants("td").Select(cell => $"{cell.Attribute("class")!.Value} {cell.Value}").ShouldBe(["number 0.5", "number "]);
    }

    [Fact]
    public void A_browser_finds_no_cell_that_ends_before_it_begins() => Full.ToString().ShouldNotContain("<td class=\"number\" />");

    [Fact]
    public void Characters_that_no_page_can_hold_are_replaced()
    {
        foreach (var (text, shown) in new[] { ("a\u0007b", "a\uFFFDb"), ("half \uD83C of a pair", "half \uFFFD of a pair"), ("\uD83C\uDFAC and\ttab", "\uD83C\uDFAC and\ttab"), ("\uDFAC", "\uFFFD") })
        {
            XDocument.Parse(new HtmlReport("t").Paragraph(text).ToString()).Descendants("p").Single().Value.ShouldBe(shown);
        }
    }

    [Fact]
    public void A_row_has_a_cell_for_each_column() =>
        Should.Throw<ArgumentException>(() => new ReportTable("t").Words("a").Row("1", "2")).Message.ShouldContain("1 columns");

    [Fact]
    public void The_same_report_is_the_same_page() => Full.ToString().ShouldBe(Full.ToString());
}
