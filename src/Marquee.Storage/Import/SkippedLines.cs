using System.Text.RegularExpressions;
using Marquee.Data;

namespace Marquee.Storage;

/// <summary>Counts bad lines by what is wrong with them and keeps the first of each.</summary>
internal sealed partial class SkippedLines
{
    private const int ExamplesKept = 20;
    private const string Anything = "...";

    private readonly Dictionary<string, Group> _groups = new(StringComparer.Ordinal);

    public long Count { get; private set; }

    public void Add(DatasetProblem problem)
    {
        Count++;
        var key = Particulars().Replace(problem.Reason, Anything);
        if (!_groups.TryGetValue(key, out var group))
        {
            _groups.Add(key, group = new Group(problem.Reason));
        }

        group.Add(problem);
    }

    public IReadOnlyList<SkippedReason> Reasons() =>
        [.. _groups.OrderByDescending(group => group.Value.Count).ThenBy(group => group.Key, StringComparer.Ordinal).Select(group => group.Value.ToReason())];

    /// <summary>What a reason may quote from its line: words in quotes, numbers, dates.</summary>
    [GeneratedRegex("'.*'|[0-9]+(?:[.:-][0-9]+)*", RegexOptions.Singleline)]
    private static partial Regex Particulars();

    /// <summary>Lines whose reasons differ in particulars only.</summary>
    private sealed class Group(string first)
    {
        private readonly string[] _particulars = Of(first);
        private readonly HashSet<int> _varying = [];
        private readonly List<DatasetProblem> _examples = [];

        public long Count { get; private set; }

        public void Add(DatasetProblem problem)
        {
            Count++;
            if (_examples.Count < ExamplesKept)
            {
                _examples.Add(problem);
            }

            if (_varying.Count < _particulars.Length)
            {
                var particulars = Of(problem.Reason);
                _varying.UnionWith(Enumerable.Range(0, particulars.Length).Where(at => particulars[at] != _particulars[at]));
            }
        }

        public SkippedReason ToReason()
        {
            var at = 0;
            return new SkippedReason(Particulars().Replace(first, match => _varying.Contains(at++) ? Anything : match.Value), Count, _examples);
        }

        private static string[] Of(string reason) => [.. Particulars().Matches(reason).Select(match => match.Value)];
    }
}
