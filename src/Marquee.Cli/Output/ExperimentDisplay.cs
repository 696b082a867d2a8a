using Marquee.Evaluation;

namespace Marquee.Cli;

/// <summary>Says on a terminal which model an experiment is at.</summary>
internal sealed class ExperimentDisplay(Terminal.Status status) : IProgress<ExperimentProgress>
{
    public void Report(ExperimentProgress value)
    {
        var doing = value.Training switch
        {
            null => "evaluating",
            { Steps: 0 } => "training",
            { Epoch: not null } progress => $"training, {TrainingText.Of(progress)}",
            { Step: var step, Steps: var steps } => $"training, {step} of {steps}",
        };
        status.Show($"{value.Model}, seed {value.Seed}: {doing}");
    }
}
