using FsCheck;
using FsCheck.Fluent;
using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Content.Tests;

public sealed class ItemEmbeddingTests
{
    private static readonly ItemEmbedding Four = Of("text", ("east", [2, 0]), ("north-east", [1, 1]), ("west", [-3, 0]), ("nowhere", [0, 0]));

    [Fact]
    public void The_nearest_items_come_by_cosine_without_the_item_and_the_unknown()
    {
        var nearest = Four.Nearest(0, 10);

        nearest.Select(near => near.Item).ShouldBe([1, 2]);
        nearest[0].Similarity.ShouldBe(MathF.Sqrt(0.5f), 1e-6f);
        nearest[1].Similarity.ShouldBe(-1f, 1e-6f);
        Four.Nearest(0, 1).Count.ShouldBe(1);
        Four.Nearest([0, 5], 1)[0].ShouldBe(new NearItem(1, Four.Nearest([0, 1], 1)[0].Similarity));
    }

    [Fact]
    public void Nothing_is_near_an_item_of_which_nothing_is_known()
    {
        Four.Knows(3).ShouldBeFalse();
        Four.KnownCount.ShouldBe(3);
        Four.Nearest(3, 5).ShouldBeEmpty();
        Four.Nearest(0, 0).ShouldBeEmpty();
        Four.Similarity(0, 3).ShouldBe(0);
    }

    [Fact]
    public void It_comes_back_from_an_artifact_without_items_that_were_erased()
    {
        var embedding = Of("tags", ("a", [1, 2]), (IdMap.Erased(1), [3, 4]), ("c", [5, 6]));
        var artifact = new MemoryArtifact();

        embedding.Save(artifact);
        var loaded = ItemEmbedding.Load(artifact.Open());

        loaded.Name.ShouldBe("tags");
        loaded.Items.Ids.ToArray().ShouldBe(["a", "c"]);
        loaded.Vectors.Span.ToArray().ShouldBe([1f, 2, 5, 6]);
    }

    [Fact]
    public void It_becomes_a_feature_of_the_items_and_comes_back_from_it()
    {
        var builder = new SnapshotBuilder();
        builder.Add(new Item { Id = "west", Title = "West", Features = new FeatureMap([new("text", new float[] { 9 }), new("visual", new float[] { 7 })]) });
        builder.Add(new Item { Id = "new", Features = new FeatureMap([new("text", new float[] { 9 })]) });
        builder.Add(new Item { Id = "nowhere" });

        var snapshot = Four.AddTo(builder.Build());

        snapshot.Items[0].Title.ShouldBe("West");
        snapshot.Items[0].Features.Select(feature => feature.Key).ShouldBe(["text", "visual"]);
        snapshot.Items[1].Features.ShouldBeEmpty();
        snapshot.Items[2].Features.ShouldBeEmpty();
        var again = ItemEmbedding.OfFeature(snapshot, "text").ShouldNotBeNull();
        again.Vectors.Span.ToArray().ShouldBe([-3f, 0, 0, 0, 0, 0]);
        ItemEmbedding.OfFeature(snapshot, "audio").ShouldBeNull();
    }

    [Fact]
    public void Vectors_of_different_lengths_are_refused_with_the_item()
    {
        var builder = new SnapshotBuilder();
        builder.Add(new Item { Id = "a", Features = new FeatureMap([new("text", new float[] { 1, 2 })]) });
        builder.Add(new Item { Id = "b", Features = new FeatureMap([new("text", new float[] { 1 })]) });

        Should.Throw<InvalidDataException>(() => ItemEmbedding.OfFeature(builder.Build(), "text")).Message.ShouldContain("'b' has 1 numbers");
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Should.Throw<ArgumentException>(() => new ItemEmbedding("text", new IdMap(["a"]), new DenseMatrix(2, 3))).Message.ShouldContain("1 items");
        Should.Throw<ArgumentException>(() => Of("text", ("a", [1]), ("b", [float.NaN]))).Message.ShouldContain("'b'");
        Should.Throw<ArgumentException>(() => Four.Nearest([1, 2, 3], 1)).Message.ShouldContain("2 dimensions");
    }

    [Fact]
    public void Items_may_be_others_in_another_order()
    {
        var aligned = Four.For(new IdMap(["unknown", "west", "east"]));

        aligned.Vectors.Span.ToArray().ShouldBe([0f, 0, -3, 0, 2, 0]);
        aligned.Name.ShouldBe("text");
    }

    [Fact]
    public void The_nearest_are_those_that_comparing_with_each_gives() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new SplittableRandom((ulong)seed);
            var vectors = new DenseMatrix(20, 5);
            foreach (ref var value in vectors.Span)
            {
                value = (float)random.NextGaussian();
            }

            var embedding = new ItemEmbedding("text", new IdMap(Enumerable.Range(0, 20).Select(index => $"{index}")), vectors);
            var expected = Enumerable.Range(0, 20).Where(item => item != 7).OrderByDescending(item => embedding.Similarity(7, item)).Take(5);
            return embedding.Nearest(7, 5).Select(near => near.Item).SequenceEqual(expected);
        }).QuickCheckThrowOnFailure();

    private static ItemEmbedding Of(string name, params (string Id, float[] Vector)[] items)
    {
        var vectors = new DenseMatrix(items.Length, items[0].Vector.Length);
        for (var row = 0; row < items.Length; row++)
        {
            items[row].Vector.CopyTo(vectors.Row(row));
        }

        return new ItemEmbedding(name, new IdMap(items.Select(item => item.Id)), vectors);
    }
}
