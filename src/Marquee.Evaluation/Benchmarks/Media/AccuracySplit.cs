using Marquee.Media;

namespace Marquee.Evaluation;

/// <summary>What a method learns from and what it is asked: one fold, or all there is.</summary>
/// <param name="Name">What is kept between methods and variants is kept under it: equal names mean the same examples to learn from.</param>
/// <param name="Train">Examples to learn from, with a label or without.</param>
/// <param name="Labels">What is known of them.</param>
/// <param name="Test">Examples to classify.</param>
/// <param name="Wanted">Their classes.</param>
internal sealed record AccuracySplit(string Name, IExamples Train, ExampleLabels Labels, IExamples Test, IReadOnlyList<int> Wanted);
