using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Media.Tests;

public sealed class PatchFeaturesTests
{
    private static readonly PatchFeatureOptions Few = new() { PatchSize = 3, Centroids = 7, Patches = 300, Rounds = 5 };

    [Fact]
    public void Are_triangles_of_distances_summed_over_quarters()
    {
        var (examples, _) = SmallProblems.Shapes(20, 1);
        var features = PatchFeatures.Learn(examples, Few);
        var artifact = new MemoryArtifact();
        features.Save(artifact);
        var reader = artifact.Open();
        var (means, map, centroids) = (reader.ReadFloats("means", 27).ToArray(), reader.ReadFloats("map", 27, 27).ToArray(), reader.ReadFloats("centroids", 7, 27).ToArray());
        var plane = new float[examples.Shape.Count];
        examples.Read(4, plane);
        var expected = new double[28];
        for (var row = 0; row < 6; row++)
        {
            for (var column = 0; column < 6; column++)
            {
                double[] patch = [.. from line in Enumerable.Range(0, 3) from place in Enumerable.Range(0, 9) select (double)plane[((row + line) * 24) + (column * 3) + place]];
                var (mean, variance) = (patch.Average(), patch.Average(value => value * value) - Math.Pow(patch.Average(), 2));
                double[] level = [.. patch.Select((value, index) => ((value - mean) / Math.Sqrt(variance + Few.ContrastFloor)) - means[index])];
                double[] white = [.. Enumerable.Range(0, 27).Select(to => Enumerable.Range(0, 27).Sum(from => level[from] * map[(from * 27) + to]))];
                double[] distances = [.. Enumerable.Range(0, 7).Select(centroid => Math.Sqrt(Enumerable.Range(0, 27).Sum(index => Math.Pow(white[index] - centroids[(centroid * 27) + index], 2))))];
                for (var centroid = 0; centroid < 7; centroid++)
                {
                    expected[((((row / 3) * 2) + (column / 3)) * 7) + centroid] += Math.Max(0, distances.Average() - distances[centroid]);
                }
            }
        }

        var found = features.Embed(examples).Row(4).ToArray();
        found.Length.ShouldBe(28);
        for (var index = 0; index < found.Length; index++)
        {
            found[index].ShouldBe((float)expected[index], 2e-3);
        }
    }

    [Fact]
    public void Tell_shapes_apart()
    {
        var (examples, labels) = SmallProblems.Shapes(200, 1);
        var (others, ofOthers) = SmallProblems.Shapes(150, 2);
        var features = PatchFeatures.Learn(examples, Few with { Centroids = 20 });
        var found = LinearProbe.TrainValidated(features.Embed(examples), labels).Classify(features.Embed(others));
        found.Where((label, row) => label == ofOthers[row]).Count().ShouldBeGreaterThan(130);
    }

    [Fact]
    public void Are_the_same_on_any_number_of_threads_and_once_read_back()
    {
        var (examples, _) = SmallProblems.Shapes(30, 1);
        var one = PatchFeatures.Learn(examples, Few with { MaxDegreeOfParallelism = 1 });
        var vectors = one.Embed(examples, 1);
        PatchFeatures.Learn(examples, Few with { MaxDegreeOfParallelism = 3 }).Embed(examples, 3).Span.SequenceEqual(vectors.Span).ShouldBeTrue();
        var artifact = new MemoryArtifact();
        one.Save(artifact);
        var loaded = PatchFeatures.Load(artifact.Open());
        loaded.Embed(examples).Span.SequenceEqual(vectors.Span).ShouldBeTrue();
        loaded.Input.ShouldBe(examples.Shape);
    }

    [Fact]
    public void Refuse_what_does_not_fit()
    {
        var (examples, _) = SmallProblems.Shapes(5, 1);
        Should.Throw<ArgumentException>(() => PatchFeatures.Learn(examples, Few with { PatchSize = 8 })).Message.ShouldContain("8 x 8 x 3");
        Should.Throw<ArgumentException>(() => PatchFeatures.Learn(examples, Few with { Patches = 6 }));
        Should.Throw<ArgumentException>(() => PatchFeatures.Learn(examples, Few).Embed(new TableExamples(new DenseMatrix(1, 48), new PlaneShape(4, 4, 3))));
    }

    [Fact]
    public void Find_the_means_of_what_lies_together()
    {
        // Three heaps; a fourth centroid that begins in one of them must not end without a vector.
        var random = new SplittableRandom(3);
        var vectors = new DenseMatrix(90, 2);
        for (var row = 0; row < 90; row++)
        {
            vectors[row, 0] = (10 * (row % 3)) + (0.1f * (float)random.NextGaussian());
            vectors[row, 1] = (row % 3 == 1 ? 5 : 0) + (0.1f * (float)random.NextGaussian());
        }

        var means = KMeans.Find(vectors, 4, 50, new SplittableRandom(1), 1);
        foreach (var (x, y) in new[] { (0f, 0f), (10f, 5f), (20f, 0f) })
        {
            Enumerable.Range(0, 4).ShouldContain(row => Math.Abs(means[row, 0] - x) < 0.3 && Math.Abs(means[row, 1] - y) < 0.3);
        }
    }

    [Fact]
    public void Are_made_of_patches_whose_numbers_no_longer_go_together()
    {
        var random = new SplittableRandom(3);
        var patches = new DenseMatrix(4000, 4);
        for (var row = 0; row < 4000; row++)
        {
            var common = (float)random.NextGaussian();
            for (var column = 0; column < 4; column++)
            {
                patches[row, column] = (common * (column % 2 == 0 ? 1 : -1)) + (0.3f * (float)random.NextGaussian());
            }
        }

        var whitening = PatchWhitening.Learn(patches, new PatchFeatureOptions { WhiteningFloor = 1e-4 });
        var white = new DenseMatrix(4000, 4);
        MatrixProduct.Multiply(patches, false, whitening.Map, false, white);
        for (var one = 0; one < 4; one++)
        {
            for (var other = 0; other < 4; other++)
            {
                // Three of the four directions are left, because each patch's mean is taken away: I - 1/4.
                Enumerable.Range(0, 4000).Average(row => white[row, one] * white[row, other]).ShouldBe(one == other ? 0.75f : -0.25f, 0.03);
            }
        }
    }
}
