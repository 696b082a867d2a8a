using Marquee.Numerics.Learning;
using Marquee.Recommenders;

namespace Marquee.Cli.Commands;

/// <summary>Steps of a learner as those of a training.</summary>
internal sealed class LearningSteps(IProgress<TrainingProgress> progress) : IProgress<LearningProgress>
{
    public void Report(LearningProgress value) =>
        progress.Report(new TrainingProgress(value.Step, value.Steps, value.Loss) { Epoch = value.Epoch, Epochs = value.Epochs, Remaining = value.Remaining });
}
