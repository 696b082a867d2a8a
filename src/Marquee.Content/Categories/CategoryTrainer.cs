using Marquee.Data;
using Marquee.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Content;

/// <summary>Teaches an item encoder the categories of items: (metadata, tags, summary) -> categories, one sigmoid each, by negative log likelihood.</summary>
/// <remarks>
/// The summary is read by a pre-trained <see cref="TextEncoder"/>, which learns on, then by gated recurrent units from both ends; beside that stand the mean of the word vectors and the means of learned vectors of tags, countries and metadata. A linear head
/// makes a logit of each category from all of it, to which each term may add a weight of its own, as in a linear model (Cheng et al., Wide and Deep Learning for Recommender Systems, 2016).
/// </remarks>
public static class CategoryTrainer
{
    private const double WarmUpShare = 0.05;

    /// <summary>Trains on items.</summary>
    /// <param name="items">The items.</param>
    /// <param name="targets">Their categories.</param>
    /// <param name="text">What reads summaries.</param>
    /// <param name="terms">Which terms are known, as counted on the same items.</param>
    /// <param name="options">Everything else.</param>
    /// <param name="progress">Told after each step.</param>
    /// <param name="cancellationToken">Checked before each step.</param>
    /// <exception cref="ArgumentException">There are no items, or more or fewer targets.</exception>
    public static CategoryModel Train(
        IReadOnlyList<Item> items,
        CategoryTargets targets,
        TextEncoder text,
        ItemTerms terms,
        CategoryOptions options,
        IProgress<LearningProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (items.Count == 0 || items.Count != targets.ItemCount || targets.Names.Count == 0)
        {
            throw new ArgumentException($"Categories are learned from items that have some; given are {items.Count} items, and {targets.Names.Count} categories of {targets.ItemCount}.", nameof(targets));
        }

        var parameters = new ParameterSet(new SplittableRandom(options.Seed).Split("categories"));
        var network = new ItemNetwork(parameters, text, terms, targets.Names.Count, options);
        ParameterArrays.Copy(text.Parameters, parameters);
        var task = new CategoryTask(new ItemInputs(items, text, terms), targets, terms, text.Vectors, network, options);
        var steps = (double)options.Epochs * items.Count / options.BatchSize;
        _ = new Learner(parameters, task, new Adam { LearningRate = options.LearningRate, WeightDecay = options.WeightDecay }, new LearnerOptions
        {
            Epochs = options.Epochs,
            Schedule = LearningRateSchedule.Cosine().AfterWarmUp((int)Math.Ceiling(WarmUpShare * steps)),
            MaximumGradientNorm = 5,
            Seed = options.Seed,
            MaxDegreeOfParallelism = options.MaxDegreeOfParallelism,
            Progress = progress,
        }).Run(cancellationToken);
        return new CategoryModel(targets.Names, text, terms, parameters, network);
    }
}
