using Marquee.Data;
using Marquee.Testing;

namespace Marquee.Evaluation.Tests.Benchmarks.Audience;

public class NetflixLaunchesTests
{
    private static readonly NetflixCatalogue Catalogue = new(
    [
        Title("s1", "The Lamp", "series", 2019), Title("s2", "Häfen & Co.", "film", 2015, "90"), Title("s3", "Twins", "film", 1988, "100"), Title("s4", "Twins", "series", 2010),
    ]);

    [Theory]
    [InlineData("s1", "The Lamp: Season 2")]
    [InlineData("s1", "The Lamp: Limited Series")]
    [InlineData("s1", "Die Lampe: Staffel 1 // the lamp: Season 1")]
    [InlineData("s2", "Hafen and Co")]
    [InlineData("s2", "HÄFEN & CO. (2015)")]
    [InlineData("s3", "Twins")]
    [InlineData("s4", "Twins: Season 1")]
    [InlineData(null, "Häfen & Co. (1999)")]
    [InlineData(null, "The Lamp")]
    [InlineData(null, "Another")]
    public void Titles_are_found_by_any_of_their_names(string? id, string titles) => Catalogue.Find(titles.Split(" // "), null, null, null)?.Id.ShouldBe(id);

    [Theory]
    [InlineData(true, 95.0)]
    [InlineData(false, 120.0)]
    public void Films_that_run_for_another_time_are_namesakes(bool same, double minutes) => (Catalogue.Find(["Häfen & Co."], true, null, minutes) is not null).ShouldBe(same);

    [Theory]
    [InlineData(false, "The Lamp: Season 1")]
    [InlineData(true, "The Lamp: Season 2")]
    [InlineData(false, "Twins")]
    public void What_came_out_after_the_list_is_in_it_only_as_a_later_season(bool same, string title) =>
        (Catalogue.Find([title], null, new DateOnly(2023, 5, 1), null) is not null).ShouldBe(same);

    [Fact]
    public void Views_are_those_of_the_half_year_of_the_first_report()
    {
        var launches = NetflixLaunches.OfEngagement(
        [
            Row(1, "The Lamp: Season 1", 300, null, null), Row(7, "The Lamp: Season 1", 90, 3, 30),
            Row(7, "The Lamp: Season 2", 200, 4, 50, new DateOnly(2023, 10, 2)),
            Row(7, "Twins", 20, 1.6, 12), Row(1, "Another", 20, 1.6, 12),
        ],
        Catalogue);
        launches.Select(one => (one.Launch.Item.Id, one.Launch.Audience, one.Launch.Date, one.Launch.Item.Attributes["coming"], one.Launch.Item.Attributes["days"])).ShouldBe(
        [
            ("The Lamp: Season 1", 100, new DateOnly(2023, 1, 1), "standing", "181"),
            ("The Lamp: Season 2", 50, new DateOnly(2023, 10, 2), "new", "91"),
            ("Twins", 12, new DateOnly(2023, 7, 1), "returning", "184"),
        ]);
        launches[1].Launch.Item.Attributes["season"].ShouldBe("2");
        launches[1].Launch.Item.Attributes["series"].ShouldBe("s1");
    }

    [Fact]
    public void Presence_counts_eight_weeks_in_every_country_that_has_lists()
    {
        var launches = NetflixLaunches.OfCountries([Week(1, "DE", "Old", 1), Week(2, "DE", "Twins", 3), Week(3, "DE", "Twins", 10), Week(10, "DE", "Twins", 1), Week(2, "FR", "Old", 1), Week(5, "JP", "Old", 1)], Catalogue);
        launches.Select(one => (one.Item.Title, one.Country, one.Audience)).ShouldBe([("Twins", "DE", 9), ("Twins", "FR", 0)]);
    }

    [Fact]
    public void Real_files_are_joined_as_the_documentation_says()
    {
        var folder = RealData.Folder("netflix");
        var catalogue = new NetflixCatalogue(NetflixFiles.ReadTitles(Path.Combine(folder, NetflixFiles.Titles), ReadContext.Strict));
        NetflixLaunches.OfEngagement(NetflixFiles.ReadEngagement(Path.Combine(folder, NetflixFiles.Engagement), ReadContext.Strict), catalogue)
            .GroupBy(one => one.Period).OrderBy(group => group.Key).Select(group => group.Count()).ShouldBe([5709, 147, 115, 103, 90]);
    }

    private static Item Title(string id, string title, string kind, int year, string? runtime = null) =>
        new() { Id = id, Title = title, Kind = kind, Year = year, Attributes = new AttributeMap(runtime is null ? [] : [new("runtime", runtime)]) };

    private static NetflixEngagement Row(int month, string title, double hours, double? runtime, double? views, DateOnly? release = null) =>
        new() { PeriodStart = new DateOnly(2023, month, 1), Titles = [title], HoursViewed = hours, Runtime = runtime, Views = views, ReleaseDate = release };

    private static NetflixTopRow Week(int week, string country, string show, int rank) =>
        new() { Country = country, Week = new DateOnly(2022, 1, 2).AddDays(7 * (week - 1)), Category = "Films", Rank = rank, Show = show };
}
