using System.Globalization;
using Marquee.Data;

namespace Marquee.Evaluation;

/// <summary>
/// The test files of the NCF paper (He et al., Neural Collaborative Filtering, 2017): one held-out pair a user in <c>ml-1m.test.rating</c> and 99 sampled
/// other items in <c>ml-1m.test.negative</c>, in numbers of their own.
/// </summary>
/// <remarks>User number <c>n</c> is the original id <c>n + 1</c>; items are numbered by their first appearance in <c>ratings.dat</c>.</remarks>
internal static class NcfTestFiles
{
    /// <summary>The held-out pair and the given negatives of each line, as indices of the snapshot.</summary>
    /// <param name="folder">The folder of the two files.</param>
    /// <param name="snapshot">MovieLens 1M with its events in the order of <c>ratings.dat</c>.</param>
    /// <exception cref="DatasetException">A line is not as it should be, or the two files do not belong together.</exception>
    public static IReadOnlyList<(int User, int Item, int[] Negatives)> Read(string folder, Snapshot snapshot)
    {
        var items = new List<int>();
        var known = new bool[snapshot.ItemIds.Count];
        foreach (var item in snapshot.Events.Items)
        {
            if (item >= 0 && !known[item])
            {
                known[item] = true;
                items.Add(item);
            }
        }

        var (testPath, negativePath) = (Path.Combine(folder, "ml-1m.test.rating"), Path.Combine(folder, "ml-1m.test.negative"));
        var pairs = Lines(testPath).Select((text, line) =>
        {
            var numbers = Numbers(text.Split('\t'), 2, testPath, line);
            return (User: UserOf(numbers[0], testPath, line), Item: ItemOf(numbers[1], testPath, line));
        }).ToArray();
        var negatives = Lines(negativePath).Select((text, line) =>
        {
            var fields = text.Split('\t');
            var numbers = Numbers([.. fields[0].Trim('(', ')').Split(','), .. fields.Skip(1)], 3, negativePath, line);
            return (User: UserOf(numbers[0], negativePath, line), Item: ItemOf(numbers[1], negativePath, line),
                Negatives: numbers.Skip(2).Select(number => ItemOf(number, negativePath, line)).ToArray());
        }).ToArray();
        var wrong = Enumerable.Range(0, Math.Max(pairs.Length, negatives.Length))
            .FirstOrDefault(line => line >= pairs.Length || line >= negatives.Length || pairs[line] != (negatives[line].User, negatives[line].Item), -1);
        return wrong < 0 ? negatives : throw Problem(negativePath, wrong, $"does not name the pair of the same line of {Path.GetFileName(testPath)}");

        int UserOf(int number, string path, int line) =>
            snapshot.UserIds.TryGetIndex((number + 1).ToString(CultureInfo.InvariantCulture), out var user)
                ? user
                : throw Problem(path, line, $"names user {number}, the original user {number + 1}, who has no ratings");

        int ItemOf(int number, string path, int line) =>
            number < items.Count ? items[number] : throw Problem(path, line, $"names item {number}; the ratings have items 0 to {items.Count - 1}");
    }

    private static IEnumerable<string> Lines(string path) => File.Exists(path)
        ? File.ReadLines(path).Where(line => line.Length > 0)
        : throw new DatasetException(new DatasetProblem(path, 0, "is missing; the suite needs the test files of the NCF paper in the folder ncf of the data set"));

    private static int[] Numbers(string[] fields, int least, string path, int line)
    {
        var numbers = new int[fields.Length];
        for (var field = 0; field < fields.Length; field++)
        {
            if (!int.TryParse(fields[field], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[field]))
            {
                throw Problem(path, line, $"has '{fields[field]}' where a whole number belongs");
            }
        }

        return numbers.Length >= least ? numbers : throw Problem(path, line, $"has {numbers.Length} numbers; at least {least} belong there");
    }

    private static DatasetException Problem(string path, int line, string reason) => new(new DatasetProblem(path, line + 1, reason));
}
