using FsCheck;
using FsCheck.Fluent;
using Marquee.Numerics;

namespace Marquee.Data.Tests;

/// <summary>Small services made of chance, with everything that can happen: several events a pair, searches, dislikes, equal and missing times.</summary>
internal static class RandomEvents
{
    private static readonly string[] Kinds =
        [InteractionKinds.Rating, InteractionKinds.Watch, InteractionKinds.ThumbUp, InteractionKinds.ThumbDown, InteractionKinds.Impression, InteractionKinds.Search];

    public static Interaction[] Some(ulong seed, int users, int items, int events)
    {
        var random = new SplittableRandom(seed);
        return [.. Enumerable.Range(0, events).Select(_ =>
        {
            var kind = Kinds[random.Next(Kinds.Length)];
            return new Interaction
            {
                UserId = $"u{random.Next(users)}",
                ItemId = kind == InteractionKinds.Search ? "" : $"i{random.Next(items)}",
                Kind = kind,
                Value = kind == InteractionKinds.Rating ? 1 + random.Next(5) : null,
                Progress = kind == InteractionKinds.Watch ? random.NextSingle() : null,
                Time = random.Next(10) == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(random.Next(events)),
                Session = random.Next(2) == 0 ? null : $"s{random.Next(5)}",
                Text = kind == InteractionKinds.Search ? $"words {random.Next(9)}" : null,
            };
        })];
    }

    public static Snapshot Freeze(IEnumerable<Interaction> interactions, InteractionWeighting? weighting = null)
    {
        var builder = new SnapshotBuilder();
        foreach (var interaction in interactions)
        {
            builder.Add(interaction);
        }

        return builder.Build(weighting);
    }

    /// <summary>A hundred services; the same ones in every run.</summary>
    public static void ForEach(Action<Snapshot, ulong> law)
    {
        var sizes = from seed in Gen.Choose(0, 1_000_000)
                    from users in Gen.Choose(1, 12)
                    from items in Gen.Choose(1, 15)
                    from events in Gen.Choose(0, 150)
                    select (seed, users, items, events);
        Prop.ForAll(sizes.ToArbitrary(), size =>
            law(Freeze(Some((ulong)size.seed, size.users, size.items, size.events)), (ulong)size.seed))
            .Check(Config.QuickThrowOnFailure.WithReplay(17, 3));
    }

    public static IEnumerable<(int User, int Item, float Weight, long Time)> Pairs(this InteractionMatrix matrix)
    {
        for (var user = 0; user < matrix.Users; user++)
        {
            for (var entry = matrix.ByUser.RowOffsets[user]; entry < matrix.ByUser.RowOffsets[user + 1]; entry++)
            {
                yield return (user, matrix.ByUser.ColumnIndices[entry], matrix.ByUser.Values[entry], matrix.Times[entry]);
            }
        }
    }
}
