using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>Finds the weights that put what was held out highest: coordinate ascent on the mean NDCG of a random half of the questions, averaged over several halves.</summary>
/// <remarks>
/// NDCG changes in steps, and on some hundred users its highest peak is often a chance one, with a member left out altogether. Averages over halves are steadier, as in Breiman, Bagging Predictors, 1996.
/// </remarks>
internal static class BlendWeights
{
    private const int QuestionsPerBlock = 32;
    private const int MostPasses = 10;
    private const int Halves = 10;

    /// <summary>Most questions that one ascent looks at: more would hardly change an average over ten, and take their time.</summary>
    private const int MostQuestions = 500;

    /// <summary>A smaller gain than this is taken for noise.</summary>
    private const double LeastGain = 1e-5;

    private static readonly double[] Steps = [0, 0.5, 0.7, 0.85, 0.93, 1.08, 1.2, 1.45, 2];

    /// <summary>Learns from the questions; without any, all members weigh the same.</summary>
    /// <param name="questions">What was asked and how the members scored it.</param>
    /// <param name="least">The weight that each member has at least.</param>
    /// <param name="depth">Length of the lists that count.</param>
    /// <param name="context">Threads and cancellation.</param>
    /// <returns>A weight for each member, adding up to 1.</returns>
    public static double[] Learn(IReadOnlyList<BlendQuestion> questions, double[] least, int depth, TrainingContext context)
    {
        var weights = Normalize([.. least.Select(_ => 1.0)], least);
        if (questions.Count == 0 || weights.Length == 1)
        {
            return weights;
        }

        var chance = new SplittableRandom(context.Seed).Split("weights");
        var sums = new double[weights.Length];
        for (var half = 0; half < Halves; half++)
        {
            BlendQuestion[] shuffled = [.. questions];
            chance.Split((ulong)half).Shuffle<BlendQuestion>(shuffled);
            var learned = Ascend(shuffled[..Math.Min(MostQuestions, (shuffled.Length + 1) / 2)], weights, least, depth, context);
            for (var member = 0; member < sums.Length; member++)
            {
                sums[member] += learned[member];
            }
        }

        return Normalize(sums, least);
    }

    private static double[] Ascend(BlendQuestion[] questions, double[] weights, double[] least, int depth, TrainingContext context)
    {
        var best = Evaluate(weights);
        for (var pass = 0; pass < MostPasses; pass++)
        {
            var before = best;
            for (var member = 0; member < weights.Length; member++)
            {
                foreach (var candidate in Candidates(weights, member).ToArray())
                {
                    context.CancellationToken.ThrowIfCancellationRequested();
                    if (candidate.Sum() > 0 && Normalize(candidate, least) is var normalized && Evaluate(normalized) is var value && value > best + LeastGain)
                    {
                        (weights, best) = (normalized, value);
                    }
                }
            }

            if (best - before <= LeastGain)
            {
                break;
            }
        }

        return weights;

        double Evaluate(double[] tried) => MeanGain(questions, tried, depth, context);
    }

    /// <summary>The weights with one of them changed: smaller, larger, or back in where it was out.</summary>
    private static IEnumerable<double[]> Candidates(double[] weights, int member)
    {
        var from = weights[member] > 0 ? weights[member] : 0.2;
        return Steps.Append(1).Select(step => step * from).Where(weight => weight != weights[member]).Select(weight =>
        {
            var changed = (double[])weights.Clone();
            changed[member] = weight;
            return changed;
        });
    }

    private static double[] Normalize(double[] weights, double[] least)
    {
        var sum = weights.Sum();
        var raised = weights.Zip(least, (weight, minimum) => Math.Max(weight / sum, minimum)).ToArray();
        return Array.ConvertAll(raised, weight => weight / raised.Sum());
    }

    /// <summary>Mean NDCG of the lists that the weights make.</summary>
    internal static double MeanGain(IReadOnlyList<BlendQuestion> questions, double[] weights, int depth, TrainingContext context)
    {
        var gains = new double[questions.Count];
        ParallelBlocks.For(
            questions.Count,
            QuestionsPerBlock,
            context.MaxDegreeOfParallelism,
            (start, end, _) =>
            {
                var best = new int[depth];
                var values = new float[depth];
                float[] sums = [];
                for (var question = start; question < end; question++)
                {
                    var asked = questions[question];
                    if (sums.Length < asked.Scores.Columns)
                    {
                        sums = new float[2 * asked.Scores.Columns];
                    }

                    gains[question] = Gain(asked, weights, sums.AsSpan(0, asked.Scores.Columns), best, values);
                }
            },
            context.CancellationToken);
        return gains.Average();
    }

    private static double Gain(BlendQuestion question, double[] weights, Span<float> sums, int[] best, float[] values)
    {
        sums.Clear();
        for (var member = 0; member < weights.Length; member++)
        {
            Standardized.Already.AddTo(sums, question.Scores.Row(member), (float)weights[member]);
        }

        var count = TopK.Select(sums, best, values);
        var (gain, ideal) = (0.0, 0.0);
        for (var rank = 0; rank < best.Length; rank++)
        {
            var discount = 1 / Math.Log2(rank + 2);
            gain += rank < count && question.IsRelevant[best[rank]] ? discount : 0;
            ideal += rank < question.Relevant ? discount : 0;
        }

        return gain / ideal;
    }
}
