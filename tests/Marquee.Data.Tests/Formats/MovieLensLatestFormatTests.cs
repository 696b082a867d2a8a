using Marquee.Testing;

namespace Marquee.Data.Tests;

public sealed class MovieLensLatestFormatTests() : DatasetFormatContract(FormatSamples.MovieLensLatest)
{
    [Fact]
    public void Reads_films_with_links_ratings_and_tags()
    {
        var read = Read(Sample.Write(Folder));
        read.Users.ShouldBeEmpty();
        read.Items.ShouldBe(
        [
            new Item
            {
                Id = "10", Title = "The Night Train", Kind = "film", Year = 1951, Categories = ["Drama", "Thriller"],
                Attributes = new AttributeMap([new("imdbId", "0044000")]),
            },
            new Item
            {
                Id = "11", Title = "A \"Quiet\" Harbour", Kind = "film", Year = 1987,
                Attributes = new AttributeMap([new("imdbId", "0093000"), new("tmdbId", "862")]),
            },
        ]);
        read.Interactions.Count.ShouldBe(4);
        read.Interactions[1].ShouldBe(new Interaction
        {
            UserId = "1",
            ItemId = "11",
            Kind = "rating",
            Value = 0.5f,
            Time = DateTimeOffset.FromUnixTimeSeconds(964981247),
        });
        read.Interactions[3].ShouldBe(new Interaction
        {
            UserId = "2",
            ItemId = "10",
            Kind = "tag",
            Text = "slow, but good",
            Time = DateTimeOffset.FromUnixTimeSeconds(1445714994),
        });
    }

    [Fact]
    public void Needs_neither_tags_nor_links()
    {
        var path = Sample.Write(Folder);
        File.Delete(Path.Combine(path, "tags.csv"));
        File.Delete(Path.Combine(path, "links.csv"));
        var read = Read(path);
        read.Interactions.Count.ShouldBe(3);
        read.Items[0].Attributes.ShouldBe(AttributeMap.Empty);
    }

    [Theory]
    [InlineData("ratings.csv")]
    [InlineData("movies.csv")]
    public void Names_a_companion_that_is_missing(string file)
    {
        var path = Sample.Write(Folder);
        File.Delete(Path.Combine(path, file));
        DatasetFormats.Detect(path).ShouldBe(Format);
        Refusal(path).Problem.ShouldBe(new DatasetProblem(
            Path.Combine(path, file), 0, "is missing; the folder must hold ratings.csv and movies.csv, and may hold tags.csv and links.csv"));
    }

    [Fact]
    public void Is_recognized_by_its_names_where_a_file_cannot_be_read()
    {
        var path = Sample.Write(Folder, []);
        DatasetFormats.Detect(path).ShouldBe(Format);
        Refusal(path).Problem.ShouldBe(new DatasetProblem(Path.Combine(path, "ratings.csv"), 0, "is empty"));
    }

    [Fact]
    public void Names_a_column_that_is_missing() =>
        RefusalWith("movies.csv", "movieId,name,genres\n10,A,Drama\n").ToString()
            .ShouldBe($"{Path.Combine(Folder.Path, "movies.csv")}: has no column 'title'; its columns are movieId, name, genres");

    [Fact]
    public void Names_both_lines_of_an_id_given_twice() =>
        RefusalWith("movies.csv", "movieId,title,genres\n10,\"A\n(1990)\",Drama\n10,B (1990),Drama\n").ToString()
            .ShouldBe($"{Path.Combine(Folder.Path, "movies.csv")}:4: the item '10' was given already on line 2; every id may be described once");

    [Fact]
    public void Reads_the_published_data_set()
    {
        var read = Read(RealData.Folder("movielens-latest-small"));
        read.Items.Count.ShouldBe(9742);
        read.Interactions.Count(interaction => interaction.Kind == "rating").ShouldBe(100_836);
        read.Interactions.Count(interaction => interaction.Kind == "tag").ShouldBe(3683);
    }
}
