using Marquee.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Content;

/// <summary>Gradient-boosted regression trees, or a random forest of them.</summary>
public sealed class TreeAudienceModel : IAudienceModel
{
    private readonly BoostedTrees _trees;

    private TreeAudienceModel(string name, BoostedTrees trees)
    {
        Name = name;
        _trees = trees;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>Number of trees.</summary>
    public int Count => _trees.Count;

    /// <summary>Boosts trees towards the squared error.</summary>
    /// <param name="table">Features in columns, NaN where not known.</param>
    /// <param name="targets">A target for each row.</param>
    /// <param name="options">How.</param>
    /// <param name="validation">Where given, training stops when the error on it no longer falls.</param>
    /// <exception cref="ArgumentException">There are no rows, or not one target for each, or an option is outside its range.</exception>
    public static TreeAudienceModel Boost(DenseMatrix table, ReadOnlySpan<float> targets, BoostingOptions options, (DenseMatrix Table, float[] Targets)? validation = null)
    {
        AudienceTargets.Check(table, targets);
        return new TreeAudienceModel("boosted trees", GradientBoosting.Train(
            table, new SquaredErrorObjective(targets), options, validation is { } held ? (held.Table, new SquaredErrorObjective(held.Targets)) : null));
    }

    /// <summary>Grows a random forest: each tree on its own on half of the rows, drawn anew for each, with some of the features.</summary>
    /// <remarks>Breiman, Random Forests, 2001, with rows drawn without replacement (Friedman and Hall, 2007) and features drawn for each tree instead of each split.</remarks>
    /// <param name="table">Features in columns, NaN where not known.</param>
    /// <param name="targets">A target for each row.</param>
    /// <param name="options">How one tree is grown; <see cref="BoostingOptions.Trees"/> is how many.</param>
    /// <exception cref="ArgumentException">There are no rows, or not one target for each, or an option is outside its range.</exception>
    public static TreeAudienceModel Forest(DenseMatrix table, ReadOnlySpan<float> targets, BoostingOptions options)
    {
        AudienceTargets.Check(table, targets);
        var objective = new SquaredErrorObjective(targets);
        var seeds = new SplittableRandom(options.Seed).Split("forest");
        var trees = Enumerable.Range(0, options.Trees).Select(tree =>
            GradientBoosting.Train(table, objective, options with { Trees = 1, LearningRate = 1, Regularization = 0, Seed = seeds.Split((ulong)tree).NextUInt64() }));
        return new TreeAudienceModel("random forest", BoostedTrees.Mean([.. trees]));
    }

    /// <inheritdoc/>
    public double Predict(ReadOnlySpan<float> features) => _trees.Predict(features);
}
