using System.Globalization;
using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>
/// What a service would start with: collaborative filtering by users, by items and by factors, filtering by content, and what is popular now and among people like the user, blended by weights
/// that are learned on what came last; and, where asked for, its best re-ranked by boosted trees that know the date.
/// </summary>
/// <remarks>
/// <para>Source: Burke, Hybrid Recommender Systems: Survey and Experiments, 2002 (a weighted hybrid, and with the ranker a cascade); see <see cref="BlendTrainer"/> for the weights and <see cref="RankerTrainer"/>
/// for the trees. Each part covers for another: neighbours and factors for those with a history, content for items that nobody met yet and for searches, the two popularities for strangers. These
/// last three keep at least a hundredth of the weight each, however little they help the users that the weights are learned on: where all else is silent they decide alone.</para>
/// <para>Costs what the members cost, for each round and once more. With the ranker there is a round for each of its cuts, and weights are learned on these.</para>
/// </remarks>
public static class HybridTrainer
{
    private const double LeastOfColdStart = 0.01;

    // Beyond these a cut tells little more, and every question keeps all features of some hundred candidates until the trees are grown.
    private const int UsersPerCut = 500;

    private const string RankerName = "ranker";

    private static readonly string[] ColdStart = ["content", "recently-popular", "demographic"];

    /// <summary>The members, and the least weight of each.</summary>
    /// <param name="options">The options.</param>
    /// <param name="items">Number of items of the catalogue.</param>
    public static IReadOnlyList<(ModelSetup Member, double LeastWeight)> Members(HybridOptions options, int items)
    {
        var (join, named) = options.ParseMembers();
        ModelSetup[] usual = join
            ?
            [
                ModelSetup.Of("user-knn", $"neighbours={options.Neighbours}"),
                items <= options.DenseItems ? ModelSetup.Of("ease", $"regularization={options.Regularization.ToString("R", CultureInfo.InvariantCulture)}") : ModelSetup.Of("rp3-beta"),
                ModelSetup.Of("als", $"factors={options.Factors}"),
                .. ColdStart.Select(name => ModelSetup.Of(name)),
            ]
            : [];
        return [.. usual.Concat(named).Select(member => (member, ColdStart.Contains(member.Family.Name) ? LeastOfColdStart : 0))];
    }

    /// <summary>Trains the members, learns their weights and grows the trees.</summary>
    public static IModel Train(Snapshot snapshot, HybridOptions options, TrainingContext context)
    {
        var members = Members(options, snapshot.Items.Count);
        ModelSetup[] setups = [.. members.Select(member => member.Member)];
        double[] least = [.. members.Select(member => member.LeastWeight)];
        var learning = new BlendOptions { Validation = options.Validation, ValidationShare = options.ValidationShare, Rounds = options.Rounds };
        var cuts = options.Ranker ? RollingCuts.Of(snapshot, options.Cuts, options.ValidationShare) : [];
        if (cuts.Count == 0)
        {
            return BlendTrainer.Train(snapshot, options, learning, setups, null, least, BlendTrainer.Rounds(snapshot, learning, setups.Length, context), context);
        }

        var questions = new List<RankerQuestion>();
        var blend = BlendTrainer.Train(
            snapshot, options, learning with { ValidationUsers = UsersPerCut }, setups, null, least, cuts, context, (split, asked) => questions.AddRange(RankerQuestion.Of(split, asked, context)));
        var trends = ItemTrends.Of(snapshot);
        var features = new RankerFeatures(trends, [.. setups.Select(setup => setup.Name)]);
        var trees = RankerTrainer.Train(questions, blend, features, options, context);
        var steps = (cuts.Count + 1) * setups.Length + 1;
        context.Progress?.Report(new TrainingProgress(steps, steps));
        return new RankedModel(options, blend, features, trees);
    }

    internal static IModel Load(ArtifactReader reader, HybridOptions options)
    {
        var blend = BlendModel.Load(reader, options);
        return reader.Properties[RankerName] is null ? blend : RankedModel.Load(reader.Part(RankerName), options, blend);
    }

    internal static ArtifactWriter RankerPart(ArtifactWriter writer) => writer.Part(RankerName);
}
