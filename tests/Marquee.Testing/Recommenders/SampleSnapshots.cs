using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Testing;

/// <summary>Small data sets that every model family is tried on.</summary>
public static class SampleSnapshots
{
    public static readonly DateTimeOffset Start = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>80 users who each prefer one of two halves of 40 items, with weights 1 to 5, over a hundred days.</summary>
    /// <param name="itemOrder">The index that each item gets; nothing for the natural order. The interactions are the same.</param>
    /// <param name="describe">Adds what is known of an item, given its number; nothing for no more than its id.</param>
    public static Snapshot Tastes(int[]? itemOrder = null, Func<Item, int, Item>? describe = null)
    {
        const int users = 80;
        const int items = 40;
        var random = new SplittableRandom(20240101);
        var interactions = new List<Interaction>();
        for (var user = 0; user < users; user++)
        {
            for (var item = 0; item < items; item++)
            {
                var popularity = 1.0 / (1 + (item % (items / 2)) / 4);
                var taste = user % 2 == item / (items / 2) ? 0.7 : 0.15;
                if (random.NextDouble() < taste * popularity)
                {
                    interactions.Add(Rating(user, item, 1 + random.Next(5), Start.AddHours(random.Next(2400))));
                }
            }
        }

        var builder = new SnapshotBuilder();
        var names = Enumerable.Range(0, items).ToArray();
        if (itemOrder is not null)
        {
            Array.Sort([.. itemOrder], names);
        }

        foreach (var name in names)
        {
            builder.Add(Describe(name, describe));
        }

        return Build(builder, interactions);
    }

    /// <summary>
    /// Users and items met where both are even or both are odd, but for the diagonal: what user <c>n</c> wants next is item <c>n</c>, the only one of their
    /// kind that they have not met.
    /// </summary>
    public static Snapshot Checkerboard(int size, Func<Item, int, Item>? describe = null) =>
        FromPairs(size, size, Pairs(size).Where(pair => pair.User != pair.Item && (pair.User + pair.Item) % 2 == 0), describe);

    /// <summary>Interactions of weight 1.</summary>
    public static Snapshot FromPairs(int users, int items, IEnumerable<(int User, int Item)> pairs, Func<Item, int, Item>? describe = null)
    {
        var builder = new SnapshotBuilder();
        for (var user = 0; user < users; user++)
        {
            builder.Add(new User { Id = $"user {user}" });
        }

        for (var item = 0; item < items; item++)
        {
            builder.Add(Describe(item, describe));
        }

        return Build(builder, pairs.Select(pair => Rating(pair.User, pair.Item, 1, Start.AddMinutes(pair.User + pair.Item))));
    }

    private static Item Describe(int number, Func<Item, int, Item>? describe)
    {
        var item = new Item { Id = $"item {number}" };
        return describe is null ? item : describe(item, number);
    }

    private static IEnumerable<(int User, int Item)> Pairs(int size) =>
        from user in Enumerable.Range(0, size) from item in Enumerable.Range(0, size) select (user, item);

    private static Interaction Rating(int user, int item, float value, DateTimeOffset time) =>
        new() { UserId = $"user {user}", ItemId = $"item {item}", Kind = InteractionKinds.Rating, Value = value, Time = time };

    private static Snapshot Build(SnapshotBuilder builder, IEnumerable<Interaction> interactions)
    {
        foreach (var interaction in interactions)
        {
            builder.Add(interaction);
        }

        return builder.Build(new InteractionWeighting
        {
            Kinds = new Dictionary<string, KindWeight> { [InteractionKinds.Rating] = new() { Scale = WeightScale.Value } },
        });
    }
}
