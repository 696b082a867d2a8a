using System.Globalization;
using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>
/// What a service would start with: collaborative filtering by users, by items and by factors, filtering by content, and what is popular now and among people like the user, blended by weights
/// that are learned on what came last.
/// </summary>
/// <remarks>
/// <para>Source: Burke, Hybrid Recommender Systems: Survey and Experiments, 2002 (a weighted hybrid); see <see cref="BlendTrainer"/> for the weights. Each part covers for another: neighbours and
/// factors for those with a history, content for items that nobody met yet and for searches, the two popularities for strangers. These last three keep at least a hundredth of the weight
/// each, however little they help the users that the weights are learned on: where all else is silent they decide alone.</para>
/// <para>Costs what the members cost, for each round and once more.</para>
/// </remarks>
public static class HybridTrainer
{
    private const double LeastOfColdStart = 0.01;

    /// <summary>The members, and the least weight of each.</summary>
    /// <param name="options">The options.</param>
    /// <param name="items">Number of items of the catalogue.</param>
    public static IReadOnlyList<(ModelSetup Member, double LeastWeight)> Members(HybridOptions options, int items) =>
    [
        (ModelSetup.Of("user-knn", $"neighbours={options.Neighbours}"), 0),
        (items <= options.DenseItems ? ModelSetup.Of("ease", $"regularization={options.Regularization.ToString("R", CultureInfo.InvariantCulture)}") : ModelSetup.Of("rp3-beta"), 0),
        (ModelSetup.Of("als", $"factors={options.Factors}"), 0),
        (ModelSetup.Of("content"), LeastOfColdStart),
        (ModelSetup.Of("recently-popular"), LeastOfColdStart),
        (ModelSetup.Of("demographic"), LeastOfColdStart),
    ];

    /// <summary>Trains the members and learns their weights.</summary>
    public static BlendModel Train(Snapshot snapshot, HybridOptions options, TrainingContext context)
    {
        var members = Members(options, snapshot.Items.Count);
        var learning = new BlendOptions { Validation = options.Validation, ValidationShare = options.ValidationShare, Rounds = options.Rounds };
        return BlendTrainer.Train(snapshot, options, learning, [.. members.Select(member => member.Member)], null, [.. members.Select(member => member.LeastWeight)], context);
    }
}
