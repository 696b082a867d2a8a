using Marquee.Data;

namespace Marquee.Evaluation;

/// <summary>The five folds that come with MovieLens 100K: fold k is tested with the pairs of <c>uk.test</c> and trained with all others, which are those of <c>uk.base</c>.</summary>
internal static class GivenFolds
{
    /// <summary>How many there are.</summary>
    public const int Count = 5;

    /// <summary>A file that tells a folder which has them.</summary>
    public const string FirstFile = "u1.test";

    /// <summary>What is held out in each fold, one after the other.</summary>
    /// <param name="folder">The folder of MovieLens 100K.</param>
    /// <param name="weighting">What the ratings weigh in training.</param>
    /// <exception cref="DatasetException">A file is missing or a line is not as it should be.</exception>
    public static IEnumerable<RatingTask> Read(string folder, InteractionWeighting weighting)
    {
        var all = MovieLensData.Read100K(folder, weighting);
        return Enumerable.Range(1, Count).Select(fold => RatingTask.HoldOut(all, Pairs(Path.Combine(folder, $"u{fold}.test"), all), $"u{fold}"));
    }

    /// <summary>The first fold, of which models are told which pairs are held out.</summary>
    /// <param name="folder">The folder of MovieLens 100K.</param>
    /// <param name="variant">What to call it.</param>
    /// <exception cref="DatasetException">A file is missing or a line is not as it should be.</exception>
    public static RatingTask ReadFirstTellingPairs(string folder, string variant)
    {
        var all = MovieLensData.Read100K(folder, InteractionWeighting.RatingsFrom(0));
        return RatingTask.HoldOut(all, Pairs(Path.Combine(folder, FirstFile), all), variant, tellsPairs: true);
    }

    private static IEnumerable<(int User, int Item)> Pairs(string path, Snapshot all)
    {
        if (!File.Exists(path))
        {
            throw new DatasetException(new DatasetProblem(path, 0, "is missing; the suite needs the five folds that come with MovieLens 100K"));
        }

        return File.ReadLines(path).Select((text, line) =>
        {
            var fields = text.Split('\t');
            return fields.Length >= 2 && all.UserIds.TryGetIndex(fields[0], out var user) && all.ItemIds.TryGetIndex(fields[1], out var item) && all.Interactions.EntryOf(user, item) >= 0
                ? (user, item)
                : throw new DatasetException(new DatasetProblem(path, line + 1, "does not name a user and an item of u.data that met"));
        });
    }
}
