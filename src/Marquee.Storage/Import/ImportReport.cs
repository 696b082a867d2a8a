using Marquee.Data;

namespace Marquee.Storage;

/// <summary>What came of an import.</summary>
/// <param name="Tally">What was new, updated and unchanged.</param>
/// <param name="Skipped">Number of bad lines left out.</param>
/// <param name="SkippedReasons">Why, most frequent first.</param>
/// <param name="Notices">What was read otherwise than its author may have meant, such as columns left out.</param>
public sealed record ImportReport(ImportTally Tally, long Skipped, IReadOnlyList<SkippedReason> SkippedReasons, IReadOnlyList<DatasetProblem> Notices);
