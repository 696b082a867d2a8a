using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>One user of the validation data: how every member scored what could come to the top of a list, and what should have been there.</summary>
/// <param name="Scores">Standardised scores, <c>members x candidates</c>.</param>
/// <param name="IsRelevant">Which candidates were held out.</param>
/// <param name="Relevant">How many items were held out.</param>
internal sealed record BlendQuestion(DenseMatrix Scores, bool[] IsRelevant, int Relevant)
{
    /// <summary>The user.</summary>
    public int User { get; init; }

    /// <summary>The candidates, ascending.</summary>
    public int[] Items { get; init; } = [];

    /// <summary>Which candidates are among the best of a member; the others are there only because they were held out.</summary>
    public bool[] IsNamed { get; init; } = [];

    private const int UsersPerBlock = 32;

    /// <summary>Most scores of one member that a thread holds at once, so that memory is bounded however large the catalogue.</summary>
    private const int ScoresPerBlock = 1 << 23;

    /// <summary>How many of each member's best items are candidates: what no member has among them will hardly be among the best of the sum.</summary>
    private const int BestOfEach = 100;

    /// <summary>Asks trained members about every user that a split holds something of, or a sample of them.</summary>
    public static IEnumerable<BlendQuestion> Collect(Split split, IReadOnlyList<IModel> members, BlendOptions options, TrainingContext context)
    {
        var users = split.Test.Users.ToArray();
        if (users.Length > options.ValidationUsers)
        {
            new SplittableRandom(context.Seed).Split("blend").Shuffle<int>(users);
            users = users[..options.ValidationUsers];
        }

        if (users.Length == 0)
        {
            return [];
        }

        // Both are made when first asked for, and by one thread.
        _ = split.Train.HistoryOf(users[0]);
        var questions = new BlendQuestion[users.Length];
        ParallelBlocks.For(
            users.Length,
            Math.Clamp(ScoresPerBlock / Math.Max(1, split.Train.Items.Count), 1, UsersPerBlock),
            context.MaxDegreeOfParallelism,
            (start, end, _) =>
            {
                var histories = new History[end - start];
                for (var at = start; at < end; at++)
                {
                    histories[at - start] = split.Train.HistoryOf(users[at], split.Test.Now, split.Test.History);
                }

                var scores = new DenseMatrix[members.Count];
                for (var member = 0; member < scores.Length; member++)
                {
                    scores[member] = new DenseMatrix(histories.Length, members[member].ItemCount);
                    ((IRecommender)members[member]).Score(histories, scores[member]);
                }

                for (var at = start; at < end; at++)
                {
                    questions[at] = Of(users[at], histories[at - start], split.Test.Targets.ByUser.RowIndices(users[at]), scores, at - start);
                }
            },
            context.CancellationToken);
        return questions;
    }

    private static BlendQuestion Of(int user, in History history, ReadOnlySpan<int> relevant, DenseMatrix[] scores, int row)
    {
        var held = relevant.ToArray();
        var named = new SortedSet<int>();
        var seen = history.Items.ToArray();
        Array.Sort(seen);
        var best = new int[BestOfEach];
        var values = new float[BestOfEach];
        var units = new Standardized[scores.Length];
        for (var member = 0; member < scores.Length; member++)
        {
            var ofMember = scores[member].Row(row);
            units[member] = Standardized.Of(ofMember);
            if (units[member].Scale > 0)
            {
                named.UnionWith(best[..TopK.Select(ofMember, best, values, seen)]);
            }
        }

        var candidates = new SortedSet<int>(named);
        candidates.UnionWith(held);
        var table = new DenseMatrix(scores.Length, candidates.Count);
        var isRelevant = new bool[candidates.Count];
        var place = 0;
        foreach (var item in candidates)
        {
            for (var member = 0; member < scores.Length; member++)
            {
                table[member, place] = units[member][scores[member][row, item]];
            }

            isRelevant[place++] = Array.BinarySearch(held, item) >= 0;
        }

        return new BlendQuestion(table, isRelevant, held.Length) { User = user, Items = [.. candidates], IsNamed = [.. candidates.Select(named.Contains)] };
    }
}
