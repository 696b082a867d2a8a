using System.Text.Json;
using System.Text.Json.Nodes;
using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Content.Tests.Graph;

public class LinkModelTests
{
    private static readonly FactGraph Graph = SmallGraphs.Random(20, 2, 60, 9);

    [Fact]
    public void TransE_measures_how_far_head_and_relation_miss_the_tail()
    {
        // (1, 2) + (3, 0) - (1, 5) = (3, -3).
        var model = Of(LinkModelKind.TransE, [[1, 2], [1, 5]], [[3, 0]]);
        model.Score(new Fact(0, 0, 1)).ShouldBe(-MathF.Sqrt(18), 1e-6f);
        // Without a reciprocal relation the head is where the tail comes from: (1, 5) - (3, 0) - (1, 2) = (-3, 3).
        model.Score(new LinkQuery(1, 1), 0).ShouldBe(-MathF.Sqrt(18), 1e-6f);
    }

    [Fact]
    public void DistMult_multiplies_coordinates() => Of(LinkModelKind.DistMult, [[1, 2], [1, 5]], [[3, 0.5f]]).Score(new Fact(0, 0, 1)).ShouldBe(8);

    [Fact]
    public void ComplEx_tells_a_relation_from_its_inverse()
    {
        // (1 + 2i) * i * conj(3 + i) = (-2 + i)(3 - i) = -5 + 5i, and the other way (3 + i) * i * conj(1 + 2i) = (-1 + 3i)(1 - 2i) = 5 + 5i.
        var model = Of(LinkModelKind.ComplEx, [[1, 2], [3, 1]], [[0, 1]]);
        model.Score(new Fact(0, 0, 1)).ShouldBe(-5);
        model.Score(new Fact(1, 0, 0)).ShouldBe(5);
        model.Score(new LinkQuery(1, 1), 0).ShouldBe(-5);
    }

    [Fact]
    public void RotatE_turns_the_head()
    {
        // A quarter turn takes 1 to i; from there to 3 + i it is 3.
        var model = Of(LinkModelKind.RotatE, [[1, 0], [3, 1]], [[MathF.PI / 2]]);
        model.Score(new Fact(0, 0, 1)).ShouldBe(-3, 1e-5f);
        model.Score(new LinkQuery(1, 1), 0).ShouldBe(-3, 1e-5f);
    }

    [Theory]
    [InlineData(LinkModelKind.TransE)]
    [InlineData(LinkModelKind.DistMult)]
    [InlineData(LinkModelKind.ComplEx)]
    [InlineData(LinkModelKind.RotatE)]
    public void All_entities_at_once_score_as_one_by_one(LinkModelKind kind)
    {
        var model = LinkTrainer.Train(Graph, new LinkOptions { Model = kind, Factors = 38, Epochs = 1, InitialScale = 0.3 });
        LinkQuery[] queries = [new(3, 0), new(4, 1), new(5, 2), new(5, 3)];
        var scores = new DenseMatrix(queries.Length, 20);
        model.Score(queries, scores);
        for (var row = 0; row < queries.Length; row++)
        {
            for (var entity = 0; entity < 20; entity++)
            {
                scores[row, entity].ShouldBe(model.Score(queries[row], entity), 1e-3f);
            }
        }
    }

    [Theory]
    [InlineData(LinkModelKind.ComplEx, false)]
    [InlineData(LinkModelKind.RotatE, true)]
    public void A_saved_model_scores_the_same(LinkModelKind kind, bool reciprocal)
    {
        var model = LinkTrainer.Train(Graph, new LinkOptions { Model = kind, Factors = 8, Epochs = 1, Reciprocal = reciprocal });
        var artifact = new MemoryArtifact();
        model.Save(artifact);
        var loaded = LinkModel.Load(artifact.Open());
        loaded.Options.ShouldBe(model.Options);
        loaded.Entities.Ids.ToArray().ShouldBe(Graph.Entities.Ids.ToArray());
        loaded.Relations.Ids.ToArray().ShouldBe(Graph.Relations.Ids.ToArray());
        foreach (var fact in Graph.Training)
        {
            loaded.Score(fact).ShouldBe(model.Score(fact));
        }
    }

    [Fact]
    public void Another_artifact_is_refused()
    {
        Should.Throw<InvalidDataException>(() => LinkModel.Load(new MemoryArtifact().Open())).Message.ShouldContain("options");
        var artifact = new MemoryArtifact();
        artifact.Properties["options"] = new JsonObject { ["neighbours"] = 3 };
        Should.Throw<InvalidDataException>(() => LinkModel.Load(artifact.Open())).Message.ShouldContain("neighbours");
    }

    [Fact]
    public void Items_get_the_vectors_of_their_entities()
    {
        var model = LinkTrainer.Train(Graph, new LinkOptions { Factors = 4, Epochs = 1 });
        var items = model.ItemVectors([new("Heat", "e3"), new("Ali", "e19"), new("Lost", "nobody")]);
        items.Name.ShouldBe(ItemEmbedding.Graph);
        items.Items.Ids.ToArray().ShouldBe(["Heat", "Ali"]);
        items.VectorOf(1).ToArray().ShouldBe(model.EntityVectors.Row(19).ToArray());
    }

    [Fact]
    public void Options_pass_through_json()
    {
        var options = new LinkOptions { Model = LinkModelKind.RotatE, Loss = LinkLoss.SelfAdversarial, Negatives = 100, Regularizer = LinkRegularizer.Frobenius, LearningRate = 0.05 };
        LinkOptions.FromJson(options.ToJson()).ShouldBe(options);
        LinkOptions.FromJson([]).ShouldBe(new LinkOptions());
        LinkOptions.FromJson(new JsonObject { ["model"] = "distmult" }).Model.ShouldBe(LinkModelKind.DistMult);
        Should.Throw<JsonException>(() => LinkOptions.FromJson(new JsonObject { ["factor"] = 3 }));
    }

    [Fact]
    public void Options_are_read_from_words()
    {
        LinkOptions.Parse([new("model", "transe"), new("factors", "7"), new("reciprocal", "false"), new("learningRate", "0.5")])
            .ShouldBe(new LinkOptions { Model = LinkModelKind.TransE, Factors = 7, Reciprocal = false, LearningRate = 0.5 });
        Should.Throw<ArgumentException>(() => LinkOptions.Parse([new("factor", "7")])).Message.ShouldStartWith("There is no option 'factor'; the options are model, factors");
        Should.Throw<ArgumentException>(() => LinkOptions.Parse([new("factors", "many")])).Message.ShouldBe("factors is 'many'; a value such as 200 is expected.");
        Should.Throw<ArgumentException>(() => LinkOptions.Parse([new("model", "conve")])).Message.ShouldBe("model is 'conve'; a value such as complex is expected.");
    }

    [Fact]
    public void Options_that_do_not_go_together_are_refused()
    {
        Refused(new LinkOptions { Factors = 7 }, "factors must be even for ComplEx");
        Refused(new LinkOptions { Loss = LinkLoss.SelfAdversarial }, "negatives must be above 0");
        Refused(new LinkOptions { Model = LinkModelKind.TransE, RelationPrediction = 1 }, "relationPrediction must be 0 for TransE");
        Refused(new LinkOptions { LearningRate = double.NaN }, "learningRate must be above 0");
        new LinkOptions { Model = LinkModelKind.TransE, Factors = 7 }.Validate().Factors.ShouldBe(7);

        static void Refused(LinkOptions options, string problem) => Should.Throw<ArgumentOutOfRangeException>(options.Validate).Message.ShouldContain(problem);
    }

    [Fact]
    public void Queries_hold_all_their_answers_once()
    {
        var queries = new LinkQueries(1, [new Fact(0, 0, 2), new Fact(0, 0, 1), new Fact(0, 0, 2), new Fact(3, 0, 1)]);
        (queries.Count, queries.AnswerCount).ShouldBe((4, 6));
        queries.Answers(new LinkQuery(0, 0)).ToArray().ShouldBe([1, 2]);
        queries.Answers(new LinkQuery(1, 1)).ToArray().ShouldBe([0, 3]);
        queries.Answers(new LinkQuery(1, 0)).ToArray().ShouldBeEmpty();
    }

    private static LinkModel Of(LinkModelKind kind, float[][] entities, float[][] relations) =>
        new(new LinkOptions { Model = kind, Factors = entities[0].Length, Reciprocal = false }, Ids(entities.Length), Ids(relations.Length), Matrix(entities), Matrix(relations));

    private static IdMap Ids(int count) => new(Enumerable.Range(0, count).Select(number => $"{number}"));

    private static DenseMatrix Matrix(float[][] rows) => new(rows.Length, rows[0].Length, rows.SelectMany(row => row).ToArray());
}
