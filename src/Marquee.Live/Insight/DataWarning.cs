namespace Marquee.Live;

/// <summary>Something odd about data.</summary>
/// <param name="Code">What kind of thing, for programs, such as <c>suspected-bots</c>.</param>
/// <param name="IsSevere">Whether it spoils what is learned, and not merely leaves something out.</param>
/// <param name="Message">What it is and what would help, for people.</param>
/// <param name="Count">How many it concerns.</param>
/// <param name="Total">Out of how many.</param>
/// <param name="Examples">Ids (or kinds) of the first ten of them.</param>
public sealed record DataWarning(string Code, bool IsSevere, string Message, long Count, long Total, IReadOnlyList<string> Examples)
{
    /// <summary>Most examples.</summary>
    public const int MostExamples = 10;
}
