using Marquee.Data;
using Marquee.Numerics;
using Marquee.Testing;

namespace Marquee.Recommenders.Tests;

public sealed class BlendTests
{
    private readonly Snapshot _tastes = SampleSnapshots.Tastes();

    [Fact]
    public void A_score_is_the_weighted_sum_of_standardised_scores()
    {
        var blend = Train("ease; als factors=8", "3, 1");
        var history = _tastes.HistoryOf(4);
        var expected = new double[blend.ItemCount];
        foreach (var (name, weight) in new[] { ("ease", .75), ("als factors=8", .25) })
        {
            var setup = ModelSetup.Parse(name);
            var scores = new float[blend.ItemCount];
            setup.Family.Train(_tastes, setup.Options, new TrainingContext()).Score(history, scores);
            var mean = scores.Average(score => (double)score);
            var deviation = Math.Sqrt(scores.Average(score => (score - mean) * (score - mean)));
            for (var item = 0; item < scores.Length; item++)
            {
                expected[item] += weight * (scores[item] - mean) / deviation;
            }
        }

        var actual = new float[blend.ItemCount];
        blend.Score(history, actual);
        for (var item = 0; item < actual.Length; item++)
        {
            actual[item].ShouldBe((float)expected[item], 1e-4f);
        }
    }

    [Fact]
    public void Learns_to_trust_the_member_that_knows_the_taste()
    {
        var members = Train("most-popular; ease", "").Members;
        members[1].Family.Name.ShouldBe("ease");
        members[1].Weight.ShouldBeGreaterThan(members[0].Weight);
        members.Sum(member => member.Weight).ShouldBe(1, 1e-6f);
    }

    [Theory]
    [InlineData(BlendValidation.Random)]
    [InlineData(BlendValidation.Last)]
    [InlineData(BlendValidation.Recent)]
    public void Holds_out_as_it_is_told_and_never_asks_about_what_it_trained_on(BlendValidation validation)
    {
        var options = new BlendOptions { Validation = validation, Rounds = 3 };
        var splits = BlendSplits.Of(_tastes, options, 7).ToArray();
        splits.Length.ShouldBe(3);
        foreach (var split in splits)
        {
            foreach (var user in split.Test.Users)
            {
                split.Test.Targets.ByUser.RowIndices(user).ToArray().ShouldAllBe(item => split.Train.Interactions.EntryOf(user, item) < 0);
            }
        }

        splits.Select(split => split.Test.Targets.Count).ShouldAllBe(count => count > 0);
    }

    [Fact]
    public void Works_without_times_and_without_anything_to_hold_out()
    {
        var bare = SampleSnapshots.FromPairs(3, 3, [(0, 0), (1, 1), (2, 2)]);
        var timeless = new SnapshotBuilder();
        for (var user = 0; user < 12; user++)
        {
            for (var item = user % 2; item < 10; item += 2)
            {
                timeless.Add(new Interaction { UserId = $"u{user}", ItemId = $"i{item}", Kind = InteractionKinds.Watch });
            }
        }

        foreach (var snapshot in new[] { bare, timeless.Build() })
        {
            var options = new BlendOptions { Members = "ease; item-knn", Validation = BlendValidation.Recent };
            BlendTrainer.Train(snapshot, options, new TrainingContext()).Members.Sum(member => member.Weight).ShouldBe(1, 1e-6f);
        }
    }

    [Fact]
    public void Weights_put_what_was_held_out_first()
    {
        // Member 0 is right about every question, member 1 says the opposite, member 2 is noise.
        var random = new SplittableRandom(3);
        var questions = Enumerable.Range(0, 40).Select(_ =>
        {
            var scores = new DenseMatrix(3, 20);
            var relevant = new bool[20];
            for (var item = 0; item < 20; item++)
            {
                relevant[item] = item < 4;
                scores[0, item] = (relevant[item] ? 1 : 0) + (float)random.NextGaussian() / 3;
                scores[1, item] = -scores[0, item];
                scores[2, item] = (float)random.NextGaussian();
            }

            return new BlendQuestion(scores, relevant, 4);
        }).ToArray();

        var weights = BlendWeights.Learn(questions, new double[3], 10, new TrainingContext());

        weights[0].ShouldBeGreaterThan(.8);
        weights[1].ShouldBeLessThan(.05);
        BlendWeights.MeanGain(questions, weights, 10, new TrainingContext()).ShouldBeGreaterThan(BlendWeights.MeanGain(questions, [1d / 3, 1d / 3, 1d / 3], 10, new TrainingContext()));
        BlendWeights.Learn(questions, [0, .1, 0], 10, new TrainingContext())[1].ShouldBeGreaterThan(.05);
    }

    [Fact]
    public void Gain_is_NDCG()
    {
        // Ranked: irrelevant, relevant, irrelevant; one further relevant item is nowhere.
        var question = new BlendQuestion(new DenseMatrix(1, 3, new[] { 1f, 3f, 2f }), [false, false, true], 2);
        var expected = 1 / Math.Log2(3) / (1 + (1 / Math.Log2(3)));
        BlendWeights.MeanGain([question], [1], 2, new TrainingContext()).ShouldBe(expected, 1e-9);
    }

    [Theory]
    [InlineData("members", "", "names no model")]
    [InlineData("members", "ease; nonsense", "at 'nonsense'")]
    [InlineData("members", "ease, als", "separated by semicolons, the options of one by spaces.")]
    [InlineData("members", "ease regularization=-1", "at 'ease regularization=-1'")]
    [InlineData("members", "ease; blend", "a blend inside the blend")]
    [InlineData("weights", "1, 2", "3 numbers")]
    [InlineData("weights", "1, 2, x", "3 numbers")]
    [InlineData("weights", "1, 2, -1", "3 numbers")]
    [InlineData("weights", "0, 0, 0", "not all 0")]
    public void Refuses_members_and_weights_that_it_does_not_understand(string name, string text, string message) =>
        Should.Throw<OptionException>(() => ModelCatalogue.Find("blend").Options.Parse([KeyValuePair.Create(name, text)])).Message.ShouldContain(message);

    [Fact]
    public void Says_which_member_cannot_be_trained_with_its_options()
    {
        var builder = new SnapshotBuilder();
        for (var item = 0; item < 10; item++)
        {
            builder.Add(new Interaction { UserId = "user", ItemId = $"item {item}", Kind = InteractionKinds.Rating });
        }

        var snapshot = builder.Build(new InteractionWeighting { Other = new KindWeight { Weight = 200 } });
        var options = new BlendOptions { Members = "most-popular; ease regularization=0.001 weightExponent=1", Weights = "1, 1" };
        Should.Throw<OptionException>(() => BlendTrainer.Train(snapshot, options, new TrainingContext()))
            .Message.ShouldStartWith("The member 'ease': Option 'regularization' is 0.001; that is too little");
    }

    private BlendModel Train(string members, string weights) =>
        BlendTrainer.Train(_tastes, new BlendOptions { Members = members, Weights = weights }, new TrainingContext());
}
