using Marquee.Recommenders;

namespace Marquee.Cli;

/// <summary>Writes a line about a training every ten seconds.</summary>
internal sealed class TrainingLines(string title, TextWriter writer, TimeProvider time) : IProgress<TrainingProgress>
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private long _last = time.GetTimestamp();

    public void Report(TrainingProgress value)
    {
        if (time.GetElapsedTime(_last) < Interval)
        {
            return;
        }

        _last = time.GetTimestamp();
        string[] parts = [title, TrainingText.Of(value), $"{100 * TrainingText.Share(value):0}%", value.Remaining is { } left ? $"{TrainingText.Of(left)} left" : ""];
        writer.WriteLine(string.Join(", ", parts.Where(part => part.Length > 0)));
    }
}
