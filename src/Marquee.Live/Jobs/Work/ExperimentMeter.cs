using Marquee.Evaluation;

namespace Marquee.Live;

/// <summary>Turns what an experiment says of itself into the progress of a job: each training and each evaluation is a part.</summary>
internal sealed class ExperimentMeter(JobMeter meter) : IProgress<ExperimentProgress>
{
    private const double Training = 4;

    /// <summary>The parts of a model's turn.</summary>
    public static IEnumerable<JobPart> Parts(string model) => [new(TrainingKey(model), $"training {model}", Training), new(JudgingKey(model), $"judging {model}")];

    public void Report(ExperimentProgress value)
    {
        switch (value.Training)
        {
            case null:
                meter.Next(JudgingKey(value.Model));
                break;
            case { Step: 0, Steps: 0 }:
                meter.Next(TrainingKey(value.Model));
                break;
            case { } step:
                meter.Report(step);
                break;
        }
    }

    private static string TrainingKey(string model) => $"train {model}";

    private static string JudgingKey(string model) => $"judge {model}";
}
