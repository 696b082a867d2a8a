using Marquee.Recommenders;

namespace Marquee.Cli;

/// <summary>Where a training stands, in words.</summary>
internal static class TrainingText
{
    /// <summary>Share of the training that is done, 0 to 1.</summary>
    public static double Share(TrainingProgress progress) => progress.Steps == 0 ? 0 : (double)progress.Step / progress.Steps;

    /// <summary>Such as <c>epoch 3 of 20, loss 1.234</c>; nothing where there is neither.</summary>
    public static string Of(TrainingProgress progress)
    {
        string?[] parts =
        [
            progress is { Epoch: { } epoch, Epochs: { } epochs } ? $"epoch {epoch} of {epochs}" : null,
            progress.Loss is { } loss ? $"loss {loss:G4}" : null,
        ];
        return string.Join(", ", parts.Where(part => part is not null));
    }

    /// <summary>Such as <c>42 s</c>, <c>3:05</c> or <c>1:02:03</c>.</summary>
    public static string Of(TimeSpan time) =>
        time.TotalMinutes < 1 ? $"{Math.Ceiling(time.TotalSeconds):0} s" : time.TotalHours < 1 ? $"{(int)time.TotalMinutes}:{time.Seconds:00}" : $"{(int)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}";
}
