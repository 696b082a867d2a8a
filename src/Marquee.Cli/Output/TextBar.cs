namespace Marquee.Cli;

/// <summary>A bar of block characters, fine to an eighth of a character, for a column of <see cref="TextTable.Pictures"/>.</summary>
internal static class TextBar
{
    /// <summary>Characters of a whole bar.</summary>
    public const int Width = 24;

    private const int Eighths = 8;
    private const string Parts = " ▏▎▍▌▋▊▉";

    /// <summary>A bar from the left, as Spectre markup; nothing where the share is 0 or no number.</summary>
    /// <param name="share">How much of the whole bar; what is outside of 0 to 1 is drawn as the nearest of them.</param>
    /// <param name="colour">A Spectre colour.</param>
    public static string Of(double share, string colour = "steelblue1")
    {
        var eighths = double.IsNaN(share) ? 0 : (int)Math.Round(Math.Clamp(share, 0, 1) * Width * Eighths);
        var bar = new string('█', eighths / Eighths) + (eighths % Eighths == 0 ? string.Empty : Parts[eighths % Eighths]);
        return bar.Length == 0 ? string.Empty : $"[{colour}]{bar}[/]";
    }
}
