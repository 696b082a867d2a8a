using Marquee.Data;
using Marquee.Testing;

namespace Marquee.Recommenders.Tests;

public sealed class UserKnnTests
{
    // User 0: items 0, 1, 2; user 1: items 0, 3; user 2: items 1, 3, 4, 5; user 3: item 6.
    private static readonly Snapshot Snapshot =
        SampleSnapshots.FromPairs(4, 7, [(0, 0), (0, 1), (0, 2), (1, 0), (1, 3), (2, 1), (2, 3), (2, 4), (2, 5), (3, 6)]);

    private static readonly UserKnnOptions Plain = new()
    {
        Similarity = SimilarityMeasure.Cosine,
        Shrinkage = 0,
        SimilarityExponent = 1,
        UserExponent = 0,
        ItemExponent = 0,
    };

    [Fact]
    public void Cosine_with_shrinkage_is_as_worked_by_hand()
    {
        // The history 0, 1 shares two items with user 0, one with user 1, one with user 2, none with user 3.
        var (zero, one, two) = (2 / (Math.Sqrt(2 * 3) + 1), 1 / (Math.Sqrt(2 * 2) + 1), 1 / (Math.Sqrt(2 * 4) + 1));
        Scores(Plain with { Shrinkage = 1 }, [0, 1]).ShouldBe(
            Floats(zero + one, zero + two, zero, one + two, two, two, 0), 1e-6);
    }

    [Fact]
    public void Exponents_are_as_worked_by_hand()
    {
        var (zero, one, two) = (2 / Math.Sqrt(2 * 3), 1 / Math.Sqrt(2 * 2), 1 / Math.Sqrt(2 * 4));
        (zero, one, two) = (zero * zero / Math.Sqrt(3), one * one / Math.Sqrt(2), two * two / Math.Sqrt(4));
        var options = Plain with { SimilarityExponent = 2, UserExponent = .5, ItemExponent = 1 };
        Scores(options, [0, 1]).ShouldBe(Floats((zero + one) / 2, (zero + two) / 2, zero, (one + two) / 2, two, two, 0), 1e-6);
    }

    [Fact]
    public void TfIdf_weighs_items_by_how_few_users_met_them()
    {
        // Items 0, 1 and 3 have two of four users, the others one.
        var (common, rare) = (Math.Log(4.0 / 3), Math.Log(4.0 / 2));
        var similarity = common * common / (common * Math.Sqrt(common * common + common * common));
        Scores(Plain with { Similarity = SimilarityMeasure.TfIdf, Neighbours = 1 }, [3]).ShouldBe(Floats(similarity, 0, 0, similarity, 0, 0, 0), 1e-6);
        similarity = rare / Math.Sqrt(2 * common * common + rare * rare);
        Scores(Plain with { Similarity = SimilarityMeasure.TfIdf }, [2]).ShouldBe(Floats(similarity, similarity, similarity, 0, 0, 0, 0), 1e-6);
    }

    [Fact]
    public void Only_the_nearest_vote()
    {
        var zero = (float)(2 / Math.Sqrt(2 * 3));
        Scores(Plain with { Neighbours = 1 }, [0, 1]).ShouldBe([zero, zero, zero, 0, 0, 0, 0], 1e-6);
    }

    [Fact]
    public void A_vote_is_shared_out_in_proportion_to_what_made_the_similarity()
    {
        // Only user 2 votes for item 4, and is similar by the weights 1 and 3 of items 1 and 3.
        var model = UserKnnTrainer.Train(Snapshot, Plain with { WeightExponent = 1, SimilarityExponent = 3 }, new TrainingContext());
        var explanation = model.Explain(new History(new[] { 1, 6, 3 }, new[] { 1f, 7f, 3f }), 4);
        explanation.Contributions.Select(contribution => contribution.Item).ShouldBe([3, 1]);
        explanation.Contributions[0].Score.ShouldBe(3 * explanation.Contributions[1].Score, 1e-6f);
        explanation.Score.ShouldBe((float)Math.Pow(4 / Math.Sqrt((1 + 49 + 9) * 4), 3), 1e-6f);
    }

    [Theory]
    [InlineData(SimilarityMeasure.Cosine, 0, 20)]
    [InlineData(SimilarityMeasure.TfIdf, .5, 20)]
    [InlineData(SimilarityMeasure.Bm25, 1, 79)]
    public void Agrees_with_plain_loops(SimilarityMeasure measure, double weightExponent, int neighbours)
    {
        // Some items were met by more than one user in eight and some by fewer, so both forms of the index take part.
        var interactions = SampleSnapshots.Tastes().Interactions.ByUser;
        Enumerable.Range(0, 40).Select(item => interactions.Transpose().RowLength(item) * 8 > 80).Distinct().Count().ShouldBe(2);
        var options = new UserKnnOptions { Similarity = measure, WeightExponent = weightExponent, Neighbours = neighbours, Shrinkage = 3 };
        var model = UserKnnTrainer.Train(SampleSnapshots.Tastes(), options, new TrainingContext());
        var x = new double[80][];
        for (var user = 0; user < x.Length; user++)
        {
            x[user] = [.. Enumerable.Range(0, 40).Select(item => interactions[user, item] is > 0 and var weight ? Math.Pow(weight, weightExponent) : 0)];
        }

        var history = new History(new[] { 3, 39, 0, 21, 7 }, new[] { 2f, 1, 5, 3, 1 });
        var asked = new double[40];
        for (var entry = 0; entry < history.Count; entry++)
        {
            asked[history.Items[entry]] = Math.Pow(history.Weights[entry], weightExponent);
        }

        var nearest = x.Select((row, user) => (user, similarity: Similarity(x, asked, row, options))).OrderByDescending(pair => pair.similarity).Take(neighbours).ToArray();
        var scores = new float[40];
        model.Score(history, scores);
        for (var item = 0; item < 40; item++)
        {
            var votes = nearest.Sum(pair => Math.Pow(pair.similarity, 2) * Math.Pow(x[pair.user].Count(weight => weight > 0), -.4) * x[pair.user][item]);
            scores[item].ShouldBe((float)(votes * Math.Pow(Math.Max(1, x.Count(row => row[item] > 0)), -.2)), 1e-4f, $"item {item}");
        }
    }

    private static double Similarity(double[][] users, double[] asked, double[] user, UserKnnOptions options)
    {
        var (a, b) = (Weigh(users, asked, options), Weigh(users, user, options));
        return a.Zip(b, (left, right) => left * right).Sum() / (Norm(a) * Norm(b) + options.Shrinkage);

        static double Norm(double[] values) => Math.Sqrt(values.Sum(value => value * value));
    }

    private static double[] Weigh(double[][] users, double[] document, UserKnnOptions options)
    {
        var average = users.Average(user => user.Sum());
        var saturation = 1.2 * (1 - .75 + .75 * document.Sum() / average);
        return [.. document.Select((weight, item) => options.Similarity switch
        {
            SimilarityMeasure.Cosine => weight,
            SimilarityMeasure.TfIdf => Math.Sqrt(weight) * InverseFrequency(item),
            _ => weight * 2.2 / (weight + saturation) * InverseFrequency(item),
        })];

        double InverseFrequency(int item) => Math.Max(0, Math.Log((double)users.Length / (1 + users.Count(user => user[item] > 0))));
    }

    private static float[] Floats(params double[] values) => Array.ConvertAll(values, value => (float)value);

    private static float[] Scores(UserKnnOptions options, int[] history)
    {
        var scores = new float[7];
        UserKnnTrainer.Train(Snapshot, options, new TrainingContext()).Score(new History(history), scores);
        return scores;
    }
}
