namespace Marquee.Evaluation;

/// <summary>One of a suite's tasks.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Splits">Its folds, whose test parts are judged together.</param>
internal sealed record AccuracyVariant(string Name, IReadOnlyList<AccuracySplit> Splits);
