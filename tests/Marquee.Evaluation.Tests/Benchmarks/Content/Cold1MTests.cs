using Marquee.Data;
using Marquee.Testing;

namespace Marquee.Evaluation.Tests.Benchmarks;

public sealed class Cold1MTests
{
    [Fact]
    public void Held_out_films_are_ranked_among_themselves_and_nobody_has_met_them()
    {
        using var folder = new TemporaryFolder();
        SyntheticMovieLens.WriteLarge1M(folder);
        SyntheticMovieLens.WriteAround1M(folder);

        var task = new Cold1MSuite().Experiments(new BenchmarkInput(folder.Path), [3]).Single().Tasks[0];

        task.Cases.ShouldNotBeEmpty();
        foreach (var one in task.Cases)
        {
            one.Candidates.Length.ShouldBe(3);
            one.Relevant.ToArray().ShouldBeSubsetOf(one.Candidates.ToArray());
        }

        var held = task.Cases[0].Candidates.ToArray();
        Small.PairsOf(task.Train.Events).ShouldAllBe(pair => !held.Contains(pair.Item));
        var film = task.Train.Items.First(item => item.Id == "4");
        film.Features.Select(feature => feature.Key).ShouldBe(["graph", "tags", "text"]);
        // What is told to the embeddings stays out of the attributes.
        film.Summary.ShouldBeNull();
    }

    [Fact]
    public void What_is_said_elsewhere_is_read_without_its_genres()
    {
        using var folder = new TemporaryFolder();
        SyntheticMovieLens.WriteAround1M(folder);

        var film = MovieLensPlots.AddTo([new Item { Id = "8", Categories = ["Drama"] }], folder.Path)[0];

        film.Summary.ShouldBe("A robot meets another robot in town");
        film.People.ShouldBe([new Person("Director 3", "director"), new Person("Writer 0", "writer"), new Person("Writer 1", "writer"), new Person("Actor 2", "actor")]);
        film.Attributes["maturity"].ShouldBe("PG");
        film.Categories.ShouldBe(["Drama"]);
        film.Year.ShouldBe(1999);
    }
}
