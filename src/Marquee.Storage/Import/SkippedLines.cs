using System.Text.RegularExpressions;
using Marquee.Data;

namespace Marquee.Storage;

/// <summary>Counts bad lines by what is wrong with them and keeps the first of each.</summary>
internal sealed partial class SkippedLines
{
    private const int ExamplesKept = 20;

    private readonly Dictionary<string, (long Count, List<DatasetProblem> Examples)> _reasons = new(StringComparer.Ordinal);

    public long Count { get; private set; }

    public void Add(DatasetProblem problem)
    {
        Count++;
        var reason = Particulars().Replace(problem.Reason, "...");
        var (count, examples) = _reasons.TryGetValue(reason, out var known) ? known : (0, []);
        if (examples.Count < ExamplesKept)
        {
            examples.Add(problem);
        }

        _reasons[reason] = (count + 1, examples);
    }

    public IReadOnlyList<SkippedReason> Reasons() =>
        [.. _reasons.OrderByDescending(entry => entry.Value.Count).ThenBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => new SkippedReason(entry.Key, entry.Value.Count, entry.Value.Examples))];

    /// <summary>What a reason quotes from its line: words in quotes, and numbers.</summary>
    [GeneratedRegex("'.*'|[0-9]+", RegexOptions.Singleline)]
    private static partial Regex Particulars();
}
