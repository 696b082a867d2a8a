using Marquee.Recommenders;
using Spectre.Console;

namespace Marquee.Cli;

/// <summary>Shows a training as a bar.</summary>
internal sealed class TrainingBar(string title, ProgressTask task) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value)
    {
        task.Value = TrainingText.Share(value);
        var text = TrainingText.Of(value);
        if (text.Length > 0)
        {
            task.Description = Markup.Escape($"{title}, {text}");
        }
    }
}
