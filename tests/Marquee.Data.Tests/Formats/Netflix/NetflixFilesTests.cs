using Marquee.Testing;

namespace Marquee.Data.Tests;

public sealed class NetflixFilesTests : IDisposable
{
    private const string EngagementHeader = "period,section,title,available_globally,release_date,hours_viewed,runtime,views\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Engagement_rows_have_all_their_titles_and_leave_out_what_was_not_reported()
    {
        var path = _folder.Write("e.csv", EngagementHeader
            + "2023Jan-Jun,Engagement,The Lamp: Season 1 // Die Lampe: Staffel 1,Yes,2023-03-23,812100000,,\n"
            + "2024Jul-Dec,Film,Harbour,No,,200000,1:30,100000\n");
        var rows = NetflixFiles.ReadEngagement(path, ReadContext.Strict);
        rows.Count.ShouldBe(2);
        rows[0].Titles.ShouldBe(["The Lamp: Season 1", "Die Lampe: Staffel 1"]);
        (rows[0].PeriodStart, rows[0].IsFilm, rows[0].AvailableGlobally, rows[0].ReleaseDate).ShouldBe((new DateOnly(2023, 1, 1), null, true, new DateOnly(2023, 3, 23)));
        (rows[0].HoursViewed, rows[0].Runtime, rows[0].Views).ShouldBe((812_100_000f, null, null));
        (rows[1].PeriodStart, rows[1].IsFilm, rows[1].AvailableGlobally, rows[1].ReleaseDate).ShouldBe((new DateOnly(2024, 7, 1), true, false, null));
        (rows[1].Runtime, rows[1].Views).ShouldBe((1.5, 100_000));
    }

    [Theory]
    [InlineData("*", null)]
    [InlineData("N/A", null)]
    [InlineData("", null)]
    [InlineData("4:30*", 4.5)]
    public void A_running_time_may_be_unknown_or_still_growing(string runtime, double? hours) =>
        NetflixFiles.ReadEngagement(_folder.Write("e.csv", $"{EngagementHeader}2023Jul-Dec,TV,A: Season 1,No,,1,{runtime},*\n"), ReadContext.Strict)[0].Runtime.ShouldBe(hours);

    [Theory]
    [InlineData("2023Jan-Feb,Film,A,No,,1,,", "e.csv:2: the period '2023Jan-Feb' is not a half-year")]
    [InlineData("2023Jan-Jun,Film,A,No,,1,90,", "e.csv:2: the runtime '90' is not hours and minutes")]
    [InlineData("2023Jan-Jun,Film,A,No,1 May,1,,", "e.csv:2: the day '1 May' is not a day")]
    [InlineData("2023Jan-Jun,Film,A,perhaps,,1,,", "e.csv:2: the available_globally 'perhaps' is neither")]
    [InlineData("2023Jan-Jun,Film,,No,,1,,", "e.csv:2: the title is empty")]
    public void Says_what_is_wrong_with_a_line(string line, string message) =>
        Should.Throw<DatasetException>(() => NetflixFiles.ReadEngagement(_folder.Write("e.csv", EngagementHeader + line + "\n"), ReadContext.Strict)).Message.ShouldContain(message);

    [Fact]
    public void Weeks_of_the_world_have_hours_and_those_of_countries_a_country()
    {
        var world = NetflixFiles.ReadWeeks(_folder.Write("w.tsv", "week\tcategory\tweekly_rank\tshow_title\tseason_title\tweekly_hours_viewed\n2022-01-02\tTV (English)\t3\tThe Lamp\tThe Lamp: Season 1\t5000\n"), ReadContext.Strict)[0];
        (world.Country, world.Week, world.Rank, world.Show, world.Season, world.HoursViewed, world.IsFilm).ShouldBe((null, new DateOnly(2022, 1, 2), 3, "The Lamp", "The Lamp: Season 1", 5000, false));
        var land = NetflixFiles.ReadWeeks(_folder.Write("c.tsv", "country_name\tcountry_iso2\tweek\tcategory\tweekly_rank\tshow_title\tseason_title\nChile\tCL\t2022-01-02\tFilms\t1\tHäfen \"Nord\"\tN/A\n"), ReadContext.Strict)[0];
        (land.Country, land.CountryName, land.Show, land.Season, land.HoursViewed, land.IsFilm).ShouldBe(("CL", "Chile", "Häfen \"Nord\"", null, null, true));
    }

    [Fact]
    public void Titles_become_items()
    {
        var path = _folder.Write("t.csv", "show_id,type,title,director,cast,country,date_added,release_year,rating,duration,listed_in,description\n"
            + "s1,Movie,Harbour,Ann Lee,\"Bo Day, Cy Fox\",\"Germany, Soviet Union, Utopia\",\"May 2, 2020\",2019,PG,90 min,\"Dramas, Thrillers\",A boat.\n"
            + "s2,TV Show,The Lamp,,,,,2021,74 min,,Kids' TV,Light.\n");
        var items = NetflixFiles.ReadTitles(path, ReadContext.Strict);
        (items[0].Id, items[0].Kind, items[0].Year, items[0].Summary).ShouldBe(("s1", "film", 2019, "A boat."));
        items[0].Countries.ShouldBe(["DE", "SU", "Utopia"]);
        items[0].Categories.ShouldBe(["Dramas", "Thrillers"]);
        items[0].People.ShouldBe([new Person("Ann Lee", "director"), new Person("Bo Day", "actor"), new Person("Cy Fox", "actor")]);
        (items[0].Attributes["runtime"], items[0].Attributes["maturity"], items[0].Attributes["added"]).ShouldBe(("90", "PG", "2020-05-02"));
        (items[1].Kind, items[1].Attributes["runtime"], items[1].Attributes["maturity"]).ShouldBe(("series", "74", null));
    }
}
