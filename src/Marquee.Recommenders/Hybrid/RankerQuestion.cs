using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>A question that a ranker learns from: how the members answered it, and what is known of user and candidates at that moment.</summary>
/// <param name="Asked">The question and the members' answers.</param>
/// <param name="Features">What <see cref="RankerFeatures.FillPair"/> says of each candidate, <c>candidates x features</c>.</param>
internal sealed record RankerQuestion(BlendQuestion Asked, DenseMatrix Features)
{
    private const int QuestionsPerBlock = 16;

    /// <summary>Adds to the questions of a split what was known when they were asked.</summary>
    public static RankerQuestion[] Of(Split split, IReadOnlyList<BlendQuestion> asked, TrainingContext context)
    {
        var trends = ItemTrends.Of(split.Train);
        var questions = new RankerQuestion[asked.Count];
        ParallelBlocks.For(
            asked.Count,
            QuestionsPerBlock,
            context.MaxDegreeOfParallelism,
            (start, end, _) =>
            {
                for (var at = start; at < end; at++)
                {
                    var items = asked[at].Items;
                    var asker = Asker.Of(split.Train.HistoryOf(asked[at].User, split.Test.Now, split.Test.History), trends);
                    var features = new DenseMatrix(items.Length, RankerFeatures.PairCount);
                    for (var row = 0; row < items.Length; row++)
                    {
                        RankerFeatures.FillPair(trends, asker, items[row], features.Row(row));
                    }

                    questions[at] = new RankerQuestion(asked[at], features);
                }
            },
            context.CancellationToken);
        return questions;
    }
}
