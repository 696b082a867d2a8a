using Marquee.Data;
using Marquee.Testing;

namespace Marquee.Content.Tests.Graph;

public sealed class GraphReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Reads_the_graph_of_a_RecBole_data_set()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("films.kg", "head_id:token\trelation_id:token\ttail_id:token\nm.1\tactor\tm.2\nm.3\tactor\tm.2\nm.1\tactor\tm.2\n");
        var graph = GraphReader.Read(folder.Path);
        graph.Entities.Ids.ToArray().ShouldBe(["m.1", "m.2", "m.3"]);
        graph.Training.ToArray().ShouldBe([new Fact(0, 0, 1), new Fact(2, 0, 1)]);

        File.WriteAllText(path, "m.1\tactor\tm.2\n");
        Should.Throw<DatasetException>(() => GraphReader.Read(folder.Path)).Message.ShouldContain("should be the heading head_id:token");
        folder.Write("other.kg", "");
        Should.Throw<DatasetException>(() => GraphReader.Read(folder.Path)).Message.ShouldContain("several graphs, films.kg, other.kg");
    }

    [Fact]
    public void Text_is_head_relation_tail()
    {
        _folder.Write("train.txt", "Heat\tdirected by\tMann\r\nHeat\tstars\tPacino\n\n");
        _folder.Write("test.txt", "Ali\tdirected by\tMann\n");
        var graph = GraphReader.Read(_folder.Path);
        graph.Entities.Ids.ToArray().ShouldBe(["Heat", "Mann", "Pacino", "Ali"]);
        graph.Relations.Ids.ToArray().ShouldBe(["directed by", "stars"]);
        graph.Training.ToArray().ShouldBe([new Fact(0, 0, 1), new Fact(0, 1, 2)]);
        graph.Validation.ShouldBeEmpty();
        graph.Test.ShouldBe([new Fact(3, 0, 1)]);
    }

    [Fact]
    public void Numbers_are_head_tail_relation_behind_a_count()
    {
        WriteNumbered("2\n0 1 0\n2 1 1\n");
        var graph = GraphReader.Read(_folder.Path);
        graph.Entities.Ids.ToArray().ShouldBe(["a", "b", "c"]);
        graph.Training.ToArray().ShouldBe([new Fact(0, 0, 1), new Fact(2, 1, 1)]);
        (graph.Validation.Count, graph.Test.Count).ShouldBe((0, 0));
    }

    [Theory]
    [InlineData("2\n0 1 0\n", "train2id.txt:1: says that 2 lines follow; there are 1")]
    [InlineData("1\n0 3 0\n", "train2id.txt:2: should be the numbers of head, tail and relation, below 3, 3 and 2")]
    [InlineData("1\n0 1\n", "train2id.txt:2: should be the numbers")]
    [InlineData("0 1 0\n", "train2id.txt:1: should be the number of the lines that follow")]
    public void A_wrong_line_of_numbers_is_named(string content, string problem)
    {
        WriteNumbered(content);
        Should.Throw<DatasetException>(() => GraphReader.Read(_folder.Path)).Message.ShouldContain(problem);
    }

    [Fact]
    public void A_wrong_line_of_text_is_named()
    {
        _folder.Write("train.txt", "a\tr\tb\na\tr\n");
        Should.Throw<DatasetException>(() => GraphReader.Read(_folder.Path)).Message.ShouldContain("train.txt:2: has 2 fields where head, relation and tail are expected");
    }

    [Fact]
    public void A_folder_without_a_graph_says_what_would_be_one() =>
        Should.Throw<DatasetException>(() => GraphReader.Read(_folder.Path)).Message.ShouldContain("neither train.txt (head, relation, tail) nor train2id.txt");

    [Fact]
    public void Facts_of_entities_that_there_are_not_are_refused() =>
        Should.Throw<ArgumentOutOfRangeException>(() => SmallGraphs.Of(2, 1, [new Fact(0, 0, 2)])).Message.ShouldContain("entities from 0 to 1");

    private void WriteNumbered(string training)
    {
        _folder.Write("entity2id.txt", "3\na\t0\nc\t2\nb\t1\n");
        _folder.Write("relation2id.txt", "2\nr\t0\ns\t1\n");
        _folder.Write("train2id.txt", training);
    }
}
