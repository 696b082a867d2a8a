namespace Marquee.Numerics.Learning;

/// <summary>How <see cref="GradientBoosting"/> grows trees.</summary>
public sealed record BoostingOptions
{
    /// <summary>Number of trees at most. Default 200; at least 1.</summary>
    public int Trees { get; init; } = 200;

    /// <summary>How much of what a tree says is added. Default 0.1; above 0, at most 1. Less needs more trees and errs less on little data.</summary>
    public double LearningRate { get; init; } = 0.1;

    /// <summary>Leaves of a tree at most. Default 31; from 2 on. The leaf whose split gains most is split next.</summary>
    public int MaximumLeaves { get; init; } = 31;

    /// <summary>Splits between the root and a leaf at most; 0 for no limit. Default 0.</summary>
    public int MaximumDepth { get; init; }

    /// <summary>Rows that each side of a split has at least. Default 20; at least 1.</summary>
    public int MinimumRows { get; init; } = 20;

    /// <summary>Sum of second derivatives that each side of a split has at least ("minimum child weight"). Default 0.001.</summary>
    public double MinimumCurvature { get; init; } = 1e-3;

    /// <summary>What draws the values of leaves towards 0, added to their sum of second derivatives (L2). Default 1.</summary>
    public double Regularization { get; init; } = 1;

    /// <summary>What a split must gain at least, in units of the objective. Default 0.</summary>
    public double MinimumGain { get; init; }

    /// <summary>Share of the rows (of the groups, where the objective has any) that each tree is grown on, drawn anew for each. Default 1; above 0.</summary>
    public double RowFraction { get; init; } = 1;

    /// <summary>Share of the features that each tree may split on, drawn anew for each. Default 1; above 0.</summary>
    public double FeatureFraction { get; init; } = 1;

    /// <summary>Different values that a feature is reduced to at most, the missing one included. Default 255; from 2 to 255.</summary>
    public int MaximumBins { get; init; } = 255;

    /// <summary>For each feature 1 where the score must not fall as it grows, -1 where it must not rise, 0 where either may be; empty for no constraint. Says nothing about missing values.</summary>
    public IReadOnlyList<int> Monotone { get; init; } = [];

    /// <summary>Where there is a validation part: after how many trees without a smaller loss on it training stops. Default 20; at least 1.</summary>
    public int Patience { get; init; } = 20;

    /// <summary>Seed of the draws of rows and features.</summary>
    public ulong Seed { get; init; } = 42;

    /// <summary>Most threads at once; 0 means one a processor. The trees are the same bits on any number.</summary>
    public int MaxDegreeOfParallelism { get; init; }

    /// <summary>Refuses what lies outside its range.</summary>
    /// <param name="features">Number of features of the table.</param>
    /// <exception cref="ArgumentException">An option lies outside its range; the message says which and what would be right.</exception>
    internal void Check(int features)
    {
        Require(Trees >= 1, nameof(Trees), Trees, "at least 1");
        Require(LearningRate is > 0 and <= 1, nameof(LearningRate), LearningRate, "above 0 and at most 1");
        Require(MaximumLeaves >= 2, nameof(MaximumLeaves), MaximumLeaves, "at least 2");
        Require(MaximumDepth >= 0, nameof(MaximumDepth), MaximumDepth, "at least 0");
        Require(MinimumRows >= 1, nameof(MinimumRows), MinimumRows, "at least 1");
        Require(MinimumCurvature is >= 0 and < double.PositiveInfinity, nameof(MinimumCurvature), MinimumCurvature, "a number from 0 on");
        Require(Regularization is >= 0 and < double.PositiveInfinity, nameof(Regularization), Regularization, "a number from 0 on");
        Require(MinimumGain is >= 0 and < double.PositiveInfinity, nameof(MinimumGain), MinimumGain, "a number from 0 on");
        Require(RowFraction is > 0 and <= 1, nameof(RowFraction), RowFraction, "above 0 and at most 1");
        Require(FeatureFraction is > 0 and <= 1, nameof(FeatureFraction), FeatureFraction, "above 0 and at most 1");
        Require(MaximumBins is >= 2 and <= 255, nameof(MaximumBins), MaximumBins, "from 2 to 255");
        Require(Patience >= 1, nameof(Patience), Patience, "at least 1");
        Require(Monotone.Count == 0 || Monotone.Count == features, nameof(Monotone), Monotone.Count, $"as many numbers as there are features, {features}, or none");
        Require(Monotone.All(direction => direction is >= -1 and <= 1), nameof(Monotone), string.Join(", ", Monotone), "made of -1, 0 and 1");

        static void Require(bool holds, string name, object value, string range)
        {
            if (!holds)
            {
                throw new ArgumentException($"{name} must be {range}; given: {value}.", name);
            }
        }
    }
}
