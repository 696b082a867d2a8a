using Marquee.Data;
using Marquee.Testing;

namespace Marquee.Recommenders.Tests;

public sealed class Bm3Tests
{
    [Fact]
    public void Each_task_moves_the_model()
    {
        var options = new Bm3Options { Factors = 8, Epochs = 3, AlignWeight = 0, MaskWeight = 0 };
        float[][] scores = [.. new[] { options, options with { AlignWeight = 1 }, options with { Dropout = 0 } }.Select(own => Scores(own, new History(new[] { 1, 2 })))];
        scores.Select(one => string.Join(' ', one)).ShouldBeUnique();
        // With the predictor shared, what features foretell of themselves moves the items as well.
        Scores(options with { MaskWeight = 1 }, new History(new[] { 1, 2 })).ShouldNotBe(scores[0]);
    }

    [Fact]
    public void A_stranger_is_told_nothing() => Scores(new Bm3Options { Factors = 4, Epochs = 1 }, default).ShouldAllBe(score => score == 0);

    private static float[] Scores(Bm3Options options, History history)
    {
        var scores = new float[40];
        Bm3Trainer.Train(SampleSnapshots.Tastes(describe: GraphSamples.Describe), options, new TrainingContext()).Score(history, scores);
        return scores;
    }
}
