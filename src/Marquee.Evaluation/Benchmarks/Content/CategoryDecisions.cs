using Marquee.Content;
using Marquee.Numerics;

namespace Marquee.Evaluation;

/// <summary>Which categories a model gives to titles, and how right it is: F1 over all decisions (micro), and the mean of the F1 of the categories (macro).</summary>
/// <remarks>Source: Lewis, Yang, Rose and Li, RCV1, 2004. A category that no title has and none was given counts as 0 in the macro mean.</remarks>
internal sealed class CategoryDecisions
{
    private const int Thresholds = 49;

    // Of each title, one number a category that it has, or was given, or both.
    private readonly List<(int Category, Outcome Outcome)[]> _titles = [];
    private readonly int _categories;

    public CategoryDecisions(int categories) => _categories = categories;

    private enum Outcome
    {
        Right,
        Wrong,
        Missed,
    }

    /// <summary>Number of titles.</summary>
    public int Count => _titles.Count;

    /// <summary>Adds titles: they are given each category whose logit lies above a threshold.</summary>
    public void Add(DenseMatrix logits, CategoryTargets targets, double threshold)
    {
        for (var title = 0; title < logits.Rows; title++)
        {
            var outcomes = new List<(int, Outcome)>();
            for (var category = 0; category < _categories; category++)
            {
                var (given, has) = (logits[title, category] > threshold, targets.Has(title, category));
                if (given || has)
                {
                    outcomes.Add((category, given && has ? Outcome.Right : given ? Outcome.Wrong : Outcome.Missed));
                }
            }

            _titles.Add([.. outcomes]);
        }
    }

    /// <summary>Micro and macro F1 where each title counts so many times.</summary>
    /// <param name="times">How often each title counts; once where nothing is said.</param>
    public (double Micro, double Macro) F1(int[]? times = null)
    {
        var (right, others) = (new long[_categories], new long[_categories]);
        for (var title = 0; title < _titles.Count; title++)
        {
            var count = times is null ? 1 : times[title];
            if (count == 0)
            {
                continue;
            }

            foreach (var (category, outcome) in _titles[title])
            {
                (outcome == Outcome.Right ? right : others)[category] += count;
            }
        }

        var macro = 0.0;
        for (var category = 0; category < _categories; category++)
        {
            macro += right[category] == 0 ? 0 : 2.0 * right[category] / ((2 * right[category]) + others[category]);
        }

        var (allRight, all) = (right.Sum(), others.Sum());
        return (allRight == 0 ? 0 : 2.0 * allRight / ((2 * allRight) + all), macro / _categories);
    }

    /// <summary>The thresholds of the best micro and of the best macro F1, and what these are.</summary>
    public static (double MicroThreshold, double MacroThreshold, double Micro, double Macro) Choose(DenseMatrix logits, CategoryTargets targets)
    {
        var tried = Enumerable.Range(1, Thresholds).Select(step =>
        {
            var chance = step / (Thresholds + 1.0);
            var threshold = Math.Log(chance / (1 - chance));
            var decisions = new CategoryDecisions(targets.Names.Count);
            decisions.Add(logits, targets, threshold);
            var (micro, macro) = decisions.F1();
            return (Threshold: threshold, Micro: micro, Macro: macro);
        }).ToArray();
        var (best, broadest) = (tried.MaxBy(one => one.Micro), tried.MaxBy(one => one.Macro));
        return (best.Threshold, broadest.Threshold, best.Micro, broadest.Macro);
    }
}
