using Marquee.Media;
using Marquee.Numerics;

namespace Marquee.Evaluation.Tests.Tuning.Media;

public class MediaObjectiveTests
{
    private static readonly MediaLearningOptions Quick = new() { Width = 4, Stages = 2, Epochs = 12, LearningRate = 0.005 };

    [Fact]
    public void Labels_of_items_that_were_held_out_are_foretold()
    {
        var data = StripedPictures.Data(60);
        var objective = new MediaObjective(data, 1, 1, 1);
        var values = objective.Measure(Quick, 0, CancellationToken.None);
        values.Key.ShouldBe("perr");
        values.Count.ShouldBe(12);
        values.Mean.ShouldBeGreaterThan(0.9);
        data.Unseeing(0).ShouldBeLessThan(0.7);
        objective.MeasureFresh(Quick, CancellationToken.None).Mean.ShouldBeGreaterThan(0.9);
    }

    [Theory]
    [InlineData(MediaViewObjective.NtXent)]
    [InlineData(MediaViewObjective.Vicreg)]
    [InlineData(MediaViewObjective.Bootstrap)]
    public void The_same_seed_gives_the_same_values_for_each_objective(MediaViewObjective objective)
    {
        var options = Quick with { Objective = objective, Epochs = 2, Strength = 0.7 };
        var data = StripedPictures.Data(30);
        new MediaObjective(data, 1, 5, 2).Measure(options, 0, CancellationToken.None).Values.ToArray()
            .ShouldBe(new MediaObjective(data, 1, 5, 1).Measure(options, 0, CancellationToken.None).Values.ToArray());
    }

    [Fact]
    public void A_rung_makes_a_third_of_the_passes_of_the_next()
    {
        new MediaObjective(StripedPictures.Data(10), 3, 1).Shares.ShouldBe([1 / 9.0, 1 / 3.0, 1]);
        Enumerable.Range(0, 3).Select(rung => new MediaLearningOptions { Epochs = 30 }.Training(10, 1, new[] { 1 / 9.0, 1 / 3.0, 1 }[rung]).Epochs).ShouldBe([3, 10, 30]);
        new MediaLearningOptions { Epochs = 1 }.Training(10, 1, 1 / 9.0).Epochs.ShouldBe(1);
    }

    [Fact]
    public void A_measurement_is_cancelled() => Should.Throw<OperationCanceledException>(() => new MediaObjective(StripedPictures.Data(20), 1, 1, 1).Measure(Quick, 0, new CancellationToken(true)));

    [Fact]
    public void Settings_become_a_network_a_goal_and_a_training()
    {
        var options = new MediaLearningOptions { Objective = MediaViewObjective.Vicreg, Width = 8, Stages = 3, LearningRate = 0.01 };
        options.Network.Widths.ShouldBe([8, 16, 32]);
        options.Goal(StripedPictures.Preparation).Name.ShouldBe("vicreg");
        var training = options.Training(1000, 7, maxDegreeOfParallelism: 2);
        (training.BatchSize, training.LearningRate, training.Seed, training.MaxDegreeOfParallelism).ShouldBe((256, 0.01, 7ul, 2));
        training.ProjectorDimensions.ShouldBe(training.ProjectorHidden);
        new MediaLearningOptions().Training(20, 1).BatchSize.ShouldBe(20);
        ((NtXent)((ViewGoal)new MediaLearningOptions { Temperature = 0.3 }.Goal(StripedPictures.Preparation)).Objective).Temperature.ShouldBe(0.3);
    }

    [Fact]
    public void The_twenty_nearest_vote_by_their_cosine()
    {
        // The query lies on the first axis; one example lies there too, one across, and two have no length to compare.
        var vectors = new DenseMatrix(5, 2, new float[] { 5, 0, 2, 0, 0, 3, 0, 0, 0, 0 });
        var labels = new LabelSets(3, [[], [0, 1], [1], [2], []]);
        var scores = NeighbourTags.Scores(vectors, labels, [1, 2, 3], [0], 1);
        var far = Math.Exp(-1 / 0.07);
        scores[0, 0].ShouldBe(1, 1e-6);
        scores[0, 1].ShouldBe((float)(1 + far), 1e-6);
        ((double)scores[0, 2]).ShouldBe(far, 1e-9);
    }

    [Fact]
    public void All_settings_can_be_searched() =>
        SearchSpace.Of("media", MediaLearningOptions.Schema).Dimensions.Select(dimension => dimension.Name).ShouldBe(["objective", "temperature", "strength", "width", "stages", "epochs", "learningRate"]);
}
