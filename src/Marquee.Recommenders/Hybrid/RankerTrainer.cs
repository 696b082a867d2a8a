using Marquee.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Recommenders;

/// <summary>Grows the trees that re-rank the best of a blend, on what came after several moments of the past.</summary>
/// <remarks>
/// <para>At each moment the blend's members are trained on what came before, every user who came back later is asked about, and trees learn by LambdaMART (see <see cref="LambdaRankObjective"/>) what to
/// add to the blend's score so that what was met next stands higher. They start from the blend, so that without a pattern worth a split the order stays the blend's. Of candidates only those
/// count that a member has among its best, and of these the blend's best; what nobody would have been shown teaches nothing. The mean of several ensembles, each on other users and features, is steadier than one.</para>
/// <para>Source: Burges, From RankNet to LambdaRank to LambdaMART: An Overview, 2010; a re-ranker above candidate generators as in Covington, Adams and Sargin, Deep Neural Networks for YouTube
/// Recommendations, RecSys 2016. O(trees * features * questions * head).</para>
/// </remarks>
internal static class RankerTrainer
{
    private const int Ensembles = 3;
    private const int Depth = 20;
    private const int MinimumRows = 200;
    private const int MaximumBins = 64;
    private const double Regularization = 10;
    private const double RowFraction = 0.7;
    private const double FeatureFraction = 0.5;

    /// <summary>Grows the trees; none where no question can teach anything.</summary>
    public static BoostedTrees Train(IReadOnlyList<RankerQuestion> questions, BlendModel blend, RankerFeatures features, HybridOptions options, TrainingContext context)
    {
        float[] weights = [.. blend.Members.Select(member => member.Weight)];
        var (rows, labels, margins, offsets) = (new List<float>(), new List<float>(), new List<float>(), new List<int> { 0 });
        foreach (var question in questions)
        {
            Add(question);
        }

        if (labels.Count == 0)
        {
            return new BoostedTrees(features.Count, 0, [0], []);
        }

        var table = new DenseMatrix(labels.Count, features.Count, rows.ToArray());
        var objective = new LambdaRankObjective([.. labels], [.. offsets], Depth, [.. margins]);
        var chance = new SplittableRandom(context.Seed).Split("ranker");
        var grown = new BoostedTrees[Ensembles];
        for (var ensemble = 0; ensemble < Ensembles; ensemble++)
        {
            grown[ensemble] = GradientBoosting.Train(
                table,
                objective,
                new BoostingOptions
                {
                    Trees = options.Trees,
                    LearningRate = options.LearningRate,
                    MaximumLeaves = options.Leaves,
                    MinimumRows = MinimumRows,
                    Regularization = Regularization,
                    RowFraction = RowFraction,
                    FeatureFraction = FeatureFraction,
                    MaximumBins = MaximumBins,
                    Monotone = features.Monotone,
                    Seed = chance.Split((ulong)ensemble).NextUInt64(),
                    MaxDegreeOfParallelism = context.MaxDegreeOfParallelism,
                },
                cancellationToken: context.CancellationToken);
        }

        return BoostedTrees.Mean(grown);

        void Add(RankerQuestion question)
        {
            var asked = question.Asked;
            var sums = new float[asked.Items.Length];
            for (var member = 0; member < weights.Length; member++)
            {
                Standardized.Already.AddTo(sums, asked.Scores.Row(member), weights[member]);
            }

            int[] head = [.. Enumerable.Range(0, sums.Length).Where(place => asked.IsNamed[place]).OrderByDescending(place => sums[place]).ThenBy(place => place).Take(options.Head)];
            if (!head.Any(place => asked.IsRelevant[place]))
            {
                return;
            }

            var toBeat = sums[head[Math.Min(RankerFeatures.PlaceToBeat, head.Length) - 1]];
            var row = new float[features.Count];
            foreach (var place in head)
            {
                RankerFeatures.FillBlend(sums[place], toBeat, row);
                for (var member = 0; member < weights.Length; member++)
                {
                    row[features.PairStart - weights.Length + member] = asked.Scores[member, place];
                }

                question.Features.Row(place).CopyTo(row.AsSpan(features.PairStart));
                rows.AddRange(row);
                labels.Add(asked.IsRelevant[place] ? 1 : 0);
                margins.Add(sums[place]);
            }

            offsets.Add(labels.Count);
        }
    }
}
