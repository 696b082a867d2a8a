using Marquee.Data;
using Marquee.Testing;

namespace Marquee.Recommenders.Tests;

public sealed class SlmrecTests
{
    [Fact]
    public void Each_task_moves_the_model()
    {
        var snapshot = SampleSnapshots.Tastes(describe: GraphSamples.Describe);
        var options = new SlmrecOptions { Factors = 8, Epochs = 3, DropWeight = 0, MaskWeight = 0, AlignWeight = 0 };
        float[][] scores = [.. new[] { options, options with { DropWeight = 1 }, options with { MaskWeight = 1 }, options with { AlignWeight = 1 } }.Select(Scores)];
        scores.Select(one => string.Join(' ', one)).ShouldBeUnique();

        float[] Scores(SlmrecOptions own)
        {
            var of = new float[40];
            SlmrecTrainer.Train(snapshot, own, new TrainingContext()).Score(new History(new[] { 1, 2 }), of);
            return of;
        }
    }
}
