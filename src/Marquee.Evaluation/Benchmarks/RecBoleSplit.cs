using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Evaluation;

/// <summary>The split of RecBole's settings <c>RS: [0.8, 0.1, 0.1], group_by: user, order: RO</c>: of each user's items, in random order, the last tenth tests and the tenth before it validates.</summary>
/// <remarks>
/// The sizes are RecBole's: of <c>n</c> items <c>n / 10</c> rounded down test and as many validate; of fewer than ten one tests, and one validates, as long as one is left to train. Which items they
/// are is drawn here and not as PyTorch draws it.
/// </remarks>
internal sealed class RecBoleSplit : ISplitter
{
    /// <inheritdoc/>
    public string Description => "random tenth of each user's items to test, another to validate, as RecBole sizes them";

    /// <inheritdoc/>
    public Split Split(Snapshot snapshot, ulong seed)
    {
        var all = snapshot.Interactions.ByUser;
        var chance = new SplittableRandom(seed);
        var (test, validation) = (new List<(int, int)>(), new List<(int, int)>());
        for (var user = 0; user < all.Rows; user++)
        {
            var items = all.RowIndices(user).ToArray();
            chance.Split((ulong)user).Shuffle<int>(items);
            var (train, validate) = Counts(items.Length);
            validation.AddRange(items[train..(train + validate)].Select(item => (user, item)));
            test.AddRange(items[(train + validate)..].Select(item => (user, item)));
        }

        return new GivenSplit(Description, test, validation).Split(snapshot, seed);
    }

    /// <summary>How many of a user's items train and validate; the others test.</summary>
    public static (int Train, int Validation) Counts(int items) => items switch
    {
        >= 10 => (items - (2 * (items / 10)), items / 10),
        > 2 => (items - 2, 1),
        2 => (1, 0),
        _ => (items, 0),
    };
}
