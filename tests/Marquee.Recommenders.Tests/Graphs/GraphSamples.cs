using System.Globalization;
using Marquee.Data;
using Marquee.Testing;

namespace Marquee.Recommenders.Tests;

/// <summary>Items that can be seen and heard, some of them not.</summary>
internal static class GraphSamples
{
    /// <summary>Pictures by the remainder of 5, sound by that of 3; every seventh item has no sound.</summary>
    public static Item Describe(Item item, int number)
    {
        var features = new List<KeyValuePair<string, ReadOnlyMemory<float>>> { KeyValuePair.Create("visual", Vector(5, number % 5)) };
        if (number % 7 > 0)
        {
            features.Add(KeyValuePair.Create("audio", Vector(3, number % 3)));
        }

        return item with { Features = new FeatureMap(features) };
    }

    /// <summary>Of the best five items that each user of <see cref="SampleSnapshots.Tastes"/> has not met, the share that lies in the half that they prefer.</summary>
    public static double PreferredShare(GraphModel model, Snapshot tastes) => Enumerable.Range(0, tastes.Users.Count).Average(user =>
    {
        var history = tastes.HistoryOf(user);
        var scores = new float[model.ItemCount];
        model.Score(history, scores);
        var half = int.Parse(tastes.UserIds[user]["user ".Length..], CultureInfo.InvariantCulture) % 2;
        return Ranking.Unseen(scores, history).Take(5).Average(item => item / 20 == half ? 1.0 : 0);
    });

    private static ReadOnlyMemory<float> Vector(int length, int place)
    {
        var vector = new float[length];
        vector[place] = 1;
        return vector;
    }
}
