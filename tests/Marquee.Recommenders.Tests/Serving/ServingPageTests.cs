using System.Reflection;
using System.Text.RegularExpressions;
using Marquee.Testing;

namespace Marquee.Recommenders.Tests;

public sealed partial class ServingPageTests
{
    private static readonly string Page = File.ReadAllText(RepositoryFiles.PathOf(Path.Combine("docs", "serving.md"))).ReplaceLineEndings("\n");

    [Fact]
    public void Names_every_attribute_and_re_ranker()
    {
        var attributes = typeof(ServingAttributes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!);
        var rows = attributes.Concat(ReRankerCatalogue.All.Select(family => family.Name)).ToArray();
        rows.Length.ShouldBeGreaterThan(8);
        rows.ShouldAllBe(name => Page.Contains($"\n| `{name}` |", StringComparison.Ordinal));
    }

    [Fact]
    public void Its_filters_are_understood()
    {
        var filters = FilterBlock().Matches(Page).Select(match => match.Groups[1].Value).ToArray();
        filters.ShouldNotBeEmpty();
        filters.ShouldAllBe(filter => ItemFilter.Parse(filter).ToString().Length > 0);
    }

    [Fact]
    public void Its_table_of_ages_is_that_of_the_code()
    {
        var rows = AgeRow().Matches(Page).ToArray();
        rows.Length.ShouldBe(9);
        foreach (var row in rows)
        {
            row.Groups[2].Value.Split(", ").ShouldAllBe(word => MaturityRatings.AgeOf(word) == int.Parse(row.Groups[1].Value));
        }
    }

    [GeneratedRegex("```filter\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex FilterBlock();

    [GeneratedRegex(@"^\| (\d+) \| (.*?) \|$", RegexOptions.Multiline)]
    private static partial Regex AgeRow();
}
