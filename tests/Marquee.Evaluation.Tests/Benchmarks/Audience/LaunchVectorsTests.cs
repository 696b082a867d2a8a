using Marquee.Content;
using Marquee.Data;

namespace Marquee.Evaluation.Tests.Benchmarks.Audience;

public class LaunchVectorsTests
{
    [Fact]
    public void The_graph_holds_what_several_titles_have_to_do_with()
    {
        var graph = LaunchVectors.GraphOf(
        [
            Film("1", ["Ana", "Bo"], "drama"), Film("2", ["Ana"], "drama"), Film("drama", ["Cy", "Cy"], "comedy"),
        ]);
        graph.Training.Select(fact => (graph.Entities[fact.Head], graph.Relations[fact.Relation], graph.Entities[fact.Tail])).ShouldBe(
        [
            ("title: 1", "director", "entity: Ana"), ("title: 2", "director", "entity: Ana"),
            ("title: 1", "category", "entity: drama"), ("title: 2", "category", "entity: drama"),
        ],
            ignoreOrder: true);
    }

    [Fact]
    public void Titles_carry_vectors_of_tags_summary_and_facts_of_the_length_that_is_asked()
    {
        var titles = Enumerable.Range(0, 30).Select(number => Film($"{number}", [$"p{number % 3}"], $"c{number % 4}") with { Summary = $"a story of the number {(number % 5 == 0 ? "five" : "three")} in a town" }).ToArray();
        var told = LaunchVectors.AddTo(titles, 3, new ExperimentSettings());
        told.Select(title => title.Id).ShouldBe(titles.Select(title => title.Id));
        foreach (var name in LaunchVectors.Features.Keys)
        {
            told.ShouldAllBe(title => Vector(title, name).Length == 3);
        }

        Distance(told[0], told[4], ItemEmbedding.Tags).ShouldBeLessThan(Distance(told[0], told[1], ItemEmbedding.Tags));
        Distance(told[0], told[10], ItemEmbedding.Text).ShouldBeLessThan(Distance(told[0], told[1], ItemEmbedding.Text));
    }

    private static ReadOnlyMemory<float> Vector(Item item, string name) => item.Features.TryGet(name, out var vector) ? vector : default;

    private static double Distance(Item one, Item other, string name) => Vector(one, name).ToArray().Zip(Vector(other, name).ToArray(), (left, right) => Math.Pow(left - right, 2)).Sum();

    private static Item Film(string id, string[] directors, string category) => new() { Id = id, Title = id, Categories = [category], People = [.. directors.Select(name => new Person(name, "director")).Distinct()] };
}
