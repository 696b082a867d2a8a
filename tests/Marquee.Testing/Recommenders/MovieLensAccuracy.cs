using Marquee.Data;
using Marquee.Numerics;
using Marquee.Recommenders;

namespace Marquee.Testing;

/// <summary>
/// NDCG@10 on one fixed split of MovieLens 100K: a quarter of each item's ratings held out, every rating relevant, seen items removed, the whole
/// catalogue ranked. Deliberately simple and independent of the evaluation library, so that neither can hide a mistake of the other.
/// </summary>
public static class MovieLensAccuracy
{
    private const int Depth = 10;

    /// <summary>Trains on the fixed split and measures; skips the running test where the data set is not on this machine.</summary>
    public static double Ndcg(ModelFamily family, ModelOptions options)
    {
        var (train, held) = Split(Read(RealData.Folder("movielens-100k")));
        var model = family.Train(train, options, new TrainingContext());
        var scores = new float[model.ItemCount];
        var sum = 0.0;
        var users = 0;
        for (var user = 0; user < train.Interactions.Users; user++)
        {
            if (held[user].Count > 0)
            {
                var history = train.HistoryOf(user);
                model.Score(history, scores);
                sum += Ndcg(Ranking.Unseen(scores, history).Take(Depth), held[user]);
                users++;
            }
        }

        return sum / users;
    }

    /// <summary>RMSE of the held-out ratings of the same split, and their mean squared error in units of the predicted variance.</summary>
    public static (double Error, double Surprise) RatingError(ModelFamily family, ModelOptions options)
    {
        var all = Read(RealData.Folder("movielens-100k"));
        var (train, held) = Split(all);
        var model = (IRatingPredictor)family.Train(train, options, new TrainingContext());
        var (squares, surprise, count) = (0.0, 0.0, 0);
        for (var user = 0; user < train.Interactions.Users; user++)
        {
            var items = held[user].ToArray();
            var predictions = new RatingPrediction[items.Length];
            model.Predict(train.HistoryOf(user), items, predictions);
            for (var index = 0; index < items.Length; index++)
            {
                var difference = all.Interactions.Ratings[all.Interactions.EntryOf(user, items[index])] - (double)predictions[index].Mean;
                squares += difference * difference;
                surprise += difference * difference / (predictions[index].StandardDeviation * (double)predictions[index].StandardDeviation);
                count++;
            }
        }

        return (Math.Sqrt(squares / count), surprise / count);
    }

    private static double Ndcg(IEnumerable<int> ranked, HashSet<int> relevant)
    {
        var gain = ranked.Select((item, rank) => relevant.Contains(item) ? Discount(rank) : 0).Sum();
        return gain / Enumerable.Range(0, Math.Min(Depth, relevant.Count)).Sum(Discount);
    }

    private static double Discount(int rank) => 1 / Math.Log2(rank + 2);

    private static (Snapshot Train, HashSet<int>[] Held) Split(Snapshot all)
    {
        var random = new SplittableRandom(100);
        var events = all.Events;
        var held = new bool[events.Count];
        foreach (var ofItem in Enumerable.Range(0, events.Count).GroupBy(e => events.Items[e]))
        {
            var shuffled = ofItem.ToArray();
            random.Split((ulong)ofItem.Key).Shuffle<int>(shuffled);
            foreach (var e in shuffled.AsSpan(0, (shuffled.Length + 2) / 4))
            {
                held[e] = true;
            }
        }

        var heldByUser = Array.ConvertAll(new int[all.Users.Count], _ => new HashSet<int>());
        for (var e = 0; e < events.Count; e++)
        {
            if (held[e])
            {
                heldByUser[events.Users[e]].Add(events.Items[e]);
            }
        }

        return (all.WithEvents(events.Where(e => !held[e])), heldByUser);
    }

    private static Snapshot Read(string folder)
    {
        var builder = new SnapshotBuilder();
        DatasetFormats.Find("movielens-100k").Read(folder, builder, ReadContext.Strict);
        return builder.Build(InteractionWeighting.Everything);
    }
}
