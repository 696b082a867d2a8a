using System.Text;
using Marquee.Testing;

namespace Marquee.Data.Tests;

public sealed class MovieLens100KFormatTests() : DatasetFormatContract(FormatSamples.MovieLens100K)
{
    [Fact]
    public void Reads_users_items_and_ratings()
    {
        var read = Read(Sample.Write(Folder));
        read.Users[0].ShouldBe(new User
        {
            Id = "1",
            Attributes = new AttributeMap([new("age", "24"), new("gender", "M"), new("occupation", "technician"), new("zip", "85711")]),
        });
        read.Items[0].ShouldBe(new Item
        {
            Id = "10",
            Title = "The Night Train",
            Kind = "film",
            Year = 1951,
            ReleaseDate = new DateOnly(1951, 1, 1),
            Categories = ["Drama"],
            Attributes = new AttributeMap([new("imdbUrl", "http://example.org/10")]),
        });
        read.Items[1].ShouldBe(new Item { Id = "11", Title = "unknown", Kind = "film" });
        read.Items[2].Categories.ShouldBe(["Drama", "Thriller"]);
        read.Interactions[0].ShouldBe(new Interaction
        {
            UserId = "1",
            ItemId = "10",
            Kind = "rating",
            Value = 3,
            Time = new DateTimeOffset(1997, 12, 4, 15, 55, 49, TimeSpan.Zero),
        });
        read.Interactions.Count.ShouldBe(3);
    }

    [Fact]
    public void Reads_latin_1_and_utf_8_titles()
    {
        var path = Sample.Write(Folder);
        Folder.Write("u.item", Encoding.Latin1.GetBytes("10|Café (1990)|||||0|0|0\n".Replace("||||", "|||")));
        Read(path).Items[0].Title.ShouldBe("Café");
        Folder.Write("u.item", "10|Café (1990)||||0|0|0\n");
        Read(path).Items[0].Title.ShouldBe("Café");
    }

    [Fact]
    public void Reads_one_file_alone()
    {
        var file = Folder.Write("u1.base", Sample.MainText);
        DatasetFormats.Detect(file).ShouldBe(Format);
        Read(file).Interactions.Count.ShouldBe(3);
    }

    [Fact]
    public void Names_a_companion_that_is_missing()
    {
        var path = Sample.Write(Folder);
        File.Delete(Path.Combine(path, "u.user"));
        DatasetFormats.Detect(path).ShouldBe(Format);
        Refusal(path).Message.ShouldBe($"{Path.Combine(path, "u.user")}: is missing; the folder must hold u.data, u.item, u.user and u.genre (to read the ratings alone give the file u.data)");
    }

    [Theory]
    [InlineData("u.data", "1\t10\t3", "has 3 fields where 4 are expected (user\\titem\\trating\\ttime): '1\\t10\\t3'")]
    [InlineData("u.data", "1::10::3::5", "has 1 field where 4 are expected (user\\titem\\trating\\ttime): '1::10::3::5'; its fields seem to be separated by '::' instead of '\\t'")]
    [InlineData("u.data", "1\t10\tx\t5", "the rating 'x' is not a number")]
    [InlineData("u.data", "1\t10\t\t5", "the rating is empty; a number is expected")]
    [InlineData("u.data", "1\t10\tNaN\t5", "the rating 'NaN' is not a finite number")]
    [InlineData("u.data", "1\t10\t1e99\t5", "the rating '1e99' is not a finite number")]
    [InlineData("u.data", "\t10\t3\t5", "the user is empty; every id needs at least one character")]
    [InlineData("u.data", "1\t10\t3\t-5", "the time '-5' is negative, before 1970; seconds since 1970 are expected")]
    [InlineData("u.data", "1\t10\t3\tInfinity", "the time 'Infinity' is not a finite number of seconds since 1970")]
    [InlineData("u.data", "1\t10\t3\t881250949000", "the time '881250949000' lies after the year 2199; it looks like milliseconds where seconds since 1970 are expected")]
    [InlineData("u.data", "1\t10\t3\tnow", "the time 'now' is neither seconds since 1970 nor a date such as 2024-05-01T20:15:00Z")]
    [InlineData("u.user", "1|x|M|other|1", "the age 'x' is not a whole number")]
    [InlineData("u.item", "1|A|1.1.95|||0|0|0", "the release date '1.1.95' is not a date such as 01-Jan-1995")]
    [InlineData("u.genre", "Drama|1", "the genre number 1 is out of order; 0 is expected")]
    public void Says_what_is_wrong_with_a_line(string file, string line, string reason)
    {
        var problem = RefusalWith(file, line + "\n");
        problem.ShouldBe(new DatasetProblem(Path.Combine(Folder.Path, file), 1, reason));
    }

    [Fact]
    public void Names_both_lines_of_an_id_given_twice()
    {
        var problem = RefusalWith("u.user", "1|24|M|other|1\n2|24|M|other|1\n1|25|F|other|1\n");
        problem.Line.ShouldBe(3);
        problem.Reason.ShouldBe("the user '1' was given already on line 1; every id may be described once");
    }

    [Fact]
    public void Reads_the_published_data_set()
    {
        var read = Read(RealData.Folder("movielens-100k"));
        read.Users.Count.ShouldBe(943);
        read.Items.Count.ShouldBe(1682);
        read.Interactions.Count.ShouldBe(100_000);
        read.Items.Count(item => item.Year is null).ShouldBe(1);
        read.Items.ShouldAllBe(item => item.Title!.Length > 0);
    }
}
