using Marquee.Data;
using Marquee.Numerics;
using Marquee.Recommenders;

namespace Marquee.Evaluation.Tests;

/// <summary>Small data, written as a person would.</summary>
internal static class Small
{
    /// <summary>Users 0.. who each rated the items listed, in a catalogue of a given size; ids are u0, i0, ...</summary>
    public static Snapshot Snapshot(int items, params int[][] itemsOfUser)
    {
        var builder = new SnapshotBuilder();
        for (var item = 0; item < items; item++)
        {
            builder.Add(new Item { Id = $"i{item}" });
        }

        for (var user = 0; user < itemsOfUser.Length; user++)
        {
            builder.Add(new User { Id = $"u{user}" });
            foreach (var item in itemsOfUser[user])
            {
                builder.Add(new Interaction { UserId = $"u{user}", ItemId = $"i{item}", Kind = InteractionKinds.Rating, Value = 5 });
            }
        }

        return builder.Build();
    }

    /// <summary>The value of one metric for one list.</summary>
    public static double Value(IUserMetric metric, int[] list, params int[] relevant) =>
        metric.Compute(new RankedUser(list, [.. relevant.Order()], [], Empty));

    /// <summary>A catalogue of which nothing is known.</summary>
    public static CatalogueFacts Empty { get; } = new(Snapshot(0));

    /// <summary>Random histories and held-out items of a given shape.</summary>
    public static RankingTask RandomTask(int users, int items, int seen, int held, ulong seed)
    {
        var random = new SplittableRandom(seed);
        var (train, test) = (new int[users][], new int[users][]);
        for (var user = 0; user < users; user++)
        {
            var order = Enumerable.Range(0, items).ToArray();
            random.Shuffle(order.AsSpan());
            train[user] = order[..seen];
            test[user] = order[seen..(seen + held)];
        }

        return Task(items, train, test);
    }

    /// <summary>User and item of every event.</summary>
    public static IEnumerable<(int User, int Item)> PairsOf(EventLog events) => events.Users.ToArray().Zip(events.Items.ToArray());

    public static RankingTask Task(int items, int[][] train, int[][] held)
    {
        var snapshot = Snapshot(items, train);
        return RankingTask.FromHeldOut(snapshot, new HeldOut(snapshot.Interactions, Snapshot(items, held).Interactions));
    }
}

/// <summary>A recommender that is a function of a history and an item.</summary>
internal sealed class FunctionRecommender(int items, Func<History, int, float> score) : IRecommender
{
    public int ItemCount => items;

    public void Score(in History history, Span<float> scores)
    {
        for (var item = 0; item < items; item++)
        {
            scores[item] = score(history, item);
        }
    }
}
