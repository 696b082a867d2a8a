using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>What a multitask model learns from, as lists of numbers.</summary>
internal sealed class MultitaskData
{
    /// <summary>An attribute of users with more values than this counts only where it is named: it tells persons apart, not groups.</summary>
    private const int MostValues = 100;

    // One in so many ratings is held out to measure predictions on, up to so many.
    private const int ShareHeldOut = 20;
    private const int MostHeldOut = 5000;

    // Ratings an item or a user is taken to have besides their own, all of them average.
    private const double Damping = 10;

    /// <summary>Collects it.</summary>
    /// <param name="snapshot">The training data.</param>
    /// <param name="options">Which attributes there are, and whether ratings are learned.</param>
    /// <param name="random">Chooses the ratings that are held out.</param>
    /// <exception cref="OptionException">An attribute that was named is nobody's, or ratings are to be learned and there are none.</exception>
    public MultitaskData(Snapshot snapshot, MultitaskOptions options, SplittableRandom random)
    {
        Matrix = snapshot.Interactions.ByUser;
        Users = [.. Enumerable.Range(0, Matrix.Rows).Where(user => Matrix.RowLength(user) > 0)];
        MeanLength = Users.Length == 0 ? 1 : (double)Matrix.NonZeros / Users.Length;
        (UserAttributeOffsets, UserAttributes, UserAttributeNames) =
            options.HasNetwork && options.ParseUserAttributes() is { } named ? AttributesOf(snapshot, named) : (new int[Matrix.Rows + 1], [], []);
        var attributes = ItemAttributeTable.Of(snapshot.Items, options.ParseItemAttributes());
        ItemAttributeCount = attributes.Names.Count;
        var ofItems = attributes.Items.Transpose();
        (ItemAttributeOffsets, ItemAttributes) = (ofItems.RowOffsets.ToArray(), ofItems.ColumnIndices.ToArray());
        ItemFeatures = FeaturesOf(snapshot.Items, options.FeatureNames);
        IsMet = [.. Matrix.ColumnLengths().Select(length => length > 0)];
        Ratings = [];
        HeldOut = [];
        ItemLevels = [];
        if (options.HasRatings)
        {
            HeldOut = SomeRated(snapshot.Interactions.Ratings, random);
            (Ratings, ItemLevels, Basis) = RatingsOf(snapshot, HeldOut);
            MeanRated = Ratings.Count(rating => !float.IsNaN(rating)) / (double)Math.Max(1, Users.Length);
        }
    }

    /// <summary>Who met what, <c>users x items</c>.</summary>
    public SparseMatrix Matrix { get; }

    /// <summary>The users who met anything.</summary>
    public int[] Users { get; }

    /// <summary>Items that a user met, on average.</summary>
    public double MeanLength { get; }

    /// <summary>Attributes of users by number, such as <c>gender=F</c>.</summary>
    public string[] UserAttributeNames { get; }

    /// <summary>Where the attributes of each user start in <see cref="UserAttributes"/>.</summary>
    public int[] UserAttributeOffsets { get; }

    /// <summary>Numbers of attributes, user after user.</summary>
    public int[] UserAttributes { get; }

    /// <summary>Attributes of items that tell items apart.</summary>
    public int ItemAttributeCount { get; }

    /// <summary>Where the attributes of each item start in <see cref="ItemAttributes"/>.</summary>
    public int[] ItemAttributeOffsets { get; }

    /// <summary>Numbers of attributes, item after item.</summary>
    public int[] ItemAttributes { get; }

    /// <summary>The vectors of items side by side, each of length 1, zeros where an item lacks one: <c>items x numbers</c>; null where no item has any.</summary>
    public DenseMatrix? ItemFeatures { get; }

    /// <summary>Whether anybody met an item.</summary>
    public bool[] IsMet { get; }

    /// <summary>Whether an item that nobody met is left out of the losses: known by its features alone, it would teach them that nobody wants such items.</summary>
    public bool LeavesOutUnmet => ItemFeatures is not null && IsMet.Contains(false);

    /// <summary>For each pair that met how far its rating lies above the item's level; NaN where it was not rated or is held out. Empty where ratings are not learned.</summary>
    public float[] Ratings { get; }

    /// <summary>Pairs whose ratings nothing is learned from, in ascending order: the predictions of the finished model are measured on them.</summary>
    public int[] HeldOut { get; }

    /// <summary>Rated items of a user, on average.</summary>
    public double MeanRated { get; }

    /// <summary>The rating that an item gets from an average user, damped. Empty where ratings are not learned.</summary>
    public float[] ItemLevels { get; }

    /// <summary>Mean and scale of the ratings.</summary>
    public RatingBasis Basis { get; }

    /// <summary>How far above the items' levels a user rates, damped towards 0 where few ratings tell.</summary>
    public static float UserLevel(double sum, int count) => (float)(sum / (count + Damping));

    private static DenseMatrix? FeaturesOf(IReadOnlyList<Item> items, string[] names)
    {
        var layout = ItemFeatureLayout.Of(items, names);
        if (layout.Columns == 0)
        {
            return null;
        }

        var features = new DenseMatrix(items.Count, layout.Columns);
        for (var item = 0; item < items.Count; item++)
        {
            foreach (var (first, vector, norm) in layout.VectorsOf(items[item].Features))
            {
                VectorLoops.AddScaled((float)(1 / norm), vector.Span, features.Row(item)[first..]);
            }
        }

        return features;
    }

    private static (int[] Offsets, int[] Attributes, string[] Names) AttributesOf(Snapshot snapshot, string[] named)
    {
        var ofUsers = Enumerable.Range(0, snapshot.Interactions.Users).Select(user => UserTraits.Of(snapshot.ContextOf(user)).ToArray()).ToArray();
        var known = ofUsers.SelectMany(attributes => attributes).Distinct().GroupBy(UserTraits.NameOf).ToDictionary(group => group.Key, group => group.ToArray());
        if (Array.Find(named, name => !known.ContainsKey(name)) is { } missing)
        {
            throw new OptionException(
                $"Option 'userAttributes' names '{missing}', which no user has; {(known.Count == 0 ? "users have no attributes" : $"they have {string.Join(", ", known.Keys.Order(StringComparer.Ordinal))}")}.");
        }

        string[] names =
        [
            .. known.Where(attribute => named.Length > 0 ? named.Contains(attribute.Key) : attribute.Value.Length is >= 2 and <= MostValues)
                .SelectMany(attribute => attribute.Value).Order(StringComparer.Ordinal),
        ];
        var numbers = names.Select((name, number) => (name, number)).ToDictionary(pair => pair.name, pair => pair.number);
        var offsets = new int[ofUsers.Length + 1];
        var indices = new List<int>();
        for (var user = 0; user < ofUsers.Length; user++)
        {
            indices.AddRange(ofUsers[user].Where(numbers.ContainsKey).Select(attribute => numbers[attribute]));
            offsets[user + 1] = indices.Count;
        }

        return (offsets, [.. indices], names);
    }

    /// <summary>Some of the pairs that were rated: enough to measure a deviation to a few hundredths of itself, and never many.</summary>
    private static int[] SomeRated(ReadOnlySpan<float> ratings, SplittableRandom random)
    {
        var rated = new List<int>();
        for (var entry = 0; entry < ratings.Length; entry++)
        {
            if (!float.IsNaN(ratings[entry]))
            {
                rated.Add(entry);
            }
        }

        var drawn = rated.ToArray();
        random.Shuffle<int>(drawn);
        var heldOut = drawn[..Math.Min(drawn.Length / ShareHeldOut, MostHeldOut)];
        Array.Sort(heldOut);
        return heldOut;
    }

    private static (float[] Ratings, float[] Levels, RatingBasis Basis) RatingsOf(Snapshot snapshot, int[] heldOut)
    {
        var all = snapshot.Interactions;
        var ratings = all.Ratings.ToArray();
        var known = ratings.Where(rating => !float.IsNaN(rating)).ToArray();
        if (known.Length == 0)
        {
            throw new OptionException("Option 'ratingTaskWeight' is above 0, but the training data hold no ratings: set it to 0, or train on data with ratings.");
        }

        var scale = new RatingScale(known.Min(), known.Max());
        foreach (var entry in heldOut)
        {
            ratings[entry] = float.NaN;
        }

        var mean = ratings.Where(rating => !float.IsNaN(rating)).Average(rating => (double)rating);
        var matrix = all.ByUser;
        var (sums, counts) = (new double[matrix.Columns], new int[matrix.Columns]);
        for (var entry = 0; entry < ratings.Length; entry++)
        {
            if (!float.IsNaN(ratings[entry]))
            {
                sums[matrix.ColumnIndices[entry]] += ratings[entry] - mean;
                counts[matrix.ColumnIndices[entry]]++;
            }
        }

        var levels = new float[matrix.Columns];
        for (var item = 0; item < levels.Length; item++)
        {
            levels[item] = (float)(mean + (sums[item] / (counts[item] + Damping)));
        }

        for (var entry = 0; entry < ratings.Length; entry++)
        {
            ratings[entry] -= levels[matrix.ColumnIndices[entry]];
        }

        return (ratings, levels, new RatingBasis((float)mean, scale, AreWeights: false));
    }
}
