using Marquee.Testing;

namespace Marquee.Data.Tests;

public sealed class MovieLens1MFormatTests() : DatasetFormatContract(FormatSamples.MovieLens1M)
{
    [Fact]
    public void Reads_users_items_and_ratings()
    {
        var read = Read(Sample.Write(Folder));
        read.Users[0].ShouldBe(new User
        {
            Id = "1",
            Attributes = new AttributeMap([new("ageGroup", "under 18"), new("gender", "F"), new("occupation", "K-12 student"), new("zip", "48067")]),
        });
        read.Users[1].Attributes["ageGroup"].ShouldBe("56+");
        read.Items[0].ShouldBe(new Item { Id = "10", Title = "The Night Train", Kind = "film", Year = 1951, Categories = ["Drama", "Thriller"] });
        read.Interactions[1].ShouldBe(new Interaction
        {
            UserId = "1",
            ItemId = "11",
            Kind = "rating",
            Value = 3,
            Time = DateTimeOffset.FromUnixTimeSeconds(978302109),
        });
    }

    [Fact]
    public void Needs_only_the_ratings()
    {
        var path = Sample.Write(Folder);
        File.Delete(Path.Combine(path, "movies.dat"));
        File.Delete(Path.Combine(path, "users.dat"));
        DatasetFormats.Detect(path).ShouldBe(Format);
        Read(path).Interactions.Count.ShouldBe(3);
        var file = Path.Combine(path, "ratings.dat");
        DatasetFormats.Detect(file).ShouldBe(Format);
        Read(file).Interactions.Count.ShouldBe(3);
    }

    [Fact]
    public void Says_so_where_the_ratings_are_missing()
    {
        var path = Sample.Write(Folder);
        File.Delete(Path.Combine(path, "ratings.dat"));
        DatasetFormats.Detect(path).ShouldBe(Format);
        Refusal(path).Problem.ShouldBe(new DatasetProblem(
            Path.Combine(path, "ratings.dat"), 0, "is missing; the folder must hold ratings.dat, and may hold movies.dat and users.dat"));
    }

    [Theory]
    [InlineData("users.dat", "1::F::2::10::48067", "the age 2 is none of the codes 1, 18, 25, 35, 45, 50, 56")]
    [InlineData("users.dat", "1::F::1::21::48067", "the occupation 21 is not between 0 and 20")]
    [InlineData("movies.dat", "1::A (1990)", "has 2 fields where 3 are expected (item::title::genres): '1::A (1990)'")]
    [InlineData("ratings.dat", "1,10,5,978300760", "has 1 field where 4 are expected (user::item::rating::time): '1,10,5,978300760'; its fields seem to be separated by ',' instead of '::'")]
    public void Says_what_is_wrong_with_a_line(string file, string line, string reason) =>
        RefusalWith(file, line + "\n").ShouldBe(new DatasetProblem(Path.Combine(Folder.Path, file), 1, reason));

    [Fact]
    public void Names_both_lines_of_an_id_given_twice()
    {
        var problem = RefusalWith("movies.dat", "1::A (1990)::Drama\n1::B (1990)::Drama\n");
        problem.ToString().ShouldBe($"{Path.Combine(Folder.Path, "movies.dat")}:2: the item '1' was given already on line 1; every id may be described once");
    }

    [Fact]
    public void Reads_the_published_data_set()
    {
        var read = Read(RealData.Folder("movielens-1m"));
        read.Users.Count.ShouldBe(6040);
        read.Items.Count.ShouldBe(3883);
        read.Interactions.Count.ShouldBe(1_000_209);
        read.Items.ShouldAllBe(item => item.Title!.Length > 0 && item.Year != null);
    }
}
