using Marquee.Data;
using Marquee.Numerics;
using Marquee.Recommenders;

namespace Marquee.Evaluation.Tests;

public sealed class HistoriesAtTests
{
    private static readonly string[] Kinds =
        [InteractionKinds.Rating, InteractionKinds.Watch, InteractionKinds.ThumbUp, InteractionKinds.ThumbDown, InteractionKinds.Impression, InteractionKinds.Search];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Knows_what_a_snapshot_of_the_moment_would(ulong seed)
    {
        var snapshot = Random(seed);
        var histories = new HistoriesAt(snapshot);
        foreach (var moment in new long[] { 0, 13, 50, 101 })
        {
            var times = snapshot.Events.Times.ToArray();
            var then = snapshot.WithEvents(snapshot.Events.Where(e => times[e] < moment));
            var seenThen = new SeenItems(then);
            for (var user = 0; user < snapshot.Users.Count; user++)
            {
                var (history, seen) = histories.Of(user, moment, HistoryContext.Unknown);
                var expected = then.HistoryOf(user);
                history.Items.ToArray().ShouldBe(expected.Items.ToArray());
                history.Weights.ToArray().ShouldBe(expected.Weights.ToArray(), 1e-5);
                history.Times.ToArray().ShouldBe(expected.Times.ToArray());
                history.DislikedItems.ToArray().ShouldBe(expected.DislikedItems.ToArray());
                history.DislikedWeights.ToArray().ShouldBe(expected.DislikedWeights.ToArray(), 1e-5);
                seen.ShouldBe(seenThen.Of(user).ToArray());
                if (!history.Ratings.IsEmpty)
                {
                    history.Ratings.ToArray().ShouldBe(expected.Ratings.ToArray());
                }
            }
        }
    }

    private static Snapshot Random(ulong seed)
    {
        var random = new SplittableRandom(seed);
        var builder = new SnapshotBuilder();
        for (var item = 0; item < 12; item++)
        {
            builder.Add(new Item { Id = $"i{item}" });
        }

        for (var user = 0; user < 6; user++)
        {
            builder.Add(new User { Id = $"u{user}", OptedOut = user == 5 });
        }

        for (var e = 0; e < 300; e++)
        {
            var kind = Kinds[random.Next(Kinds.Length)];
            builder.Add(new Interaction
            {
                UserId = $"u{random.Next(6)}",
                ItemId = kind == InteractionKinds.Search ? "" : $"i{random.Next(12)}",
                Kind = kind,
                Value = kind == InteractionKinds.Rating ? 1 + random.Next(5) : null,
                Progress = kind == InteractionKinds.Watch ? random.NextSingle() : null,
                Time = random.Next(10) == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(random.Next(100)),
                Text = kind == InteractionKinds.Search ? $"word {e}" : null,
            });
        }

        return builder.Build();
    }
}
