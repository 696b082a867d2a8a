using Marquee.Numerics.Learning;

namespace Marquee.Recommenders;

/// <summary>Tells of the steps of a <see cref="Learner"/> as of those of any training.</summary>
internal sealed class LearnerProgress(IProgress<TrainingProgress> listener) : IProgress<LearningProgress>
{
    public void Report(LearningProgress value) =>
        listener.Report(new TrainingProgress((value.Epoch - 1) * value.Steps + value.Step, value.Epochs * value.Steps, value.Loss)
        {
            Epoch = value.Epoch,
            Epochs = value.Epochs,
            Remaining = value.Remaining,
        });
}
