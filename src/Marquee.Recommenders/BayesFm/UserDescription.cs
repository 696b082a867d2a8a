using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>What describes a user besides their ratings: the items they met, rated or not, and their traits. The features of all groups are numbered one after the other.</summary>
internal sealed class UserDescription
{
    private const int MaximumValues = 50;
    private const string TraitsName = "user-traits";

    private readonly int _items;
    private readonly string[] _traits;
    private readonly Dictionary<string, int> _indices;

    private UserDescription(int items, string[] traits)
    {
        _items = items;
        _traits = traits;
        _indices = traits.Select((trait, index) => (trait, index)).ToDictionary(pair => pair.trait, pair => pair.index);
    }

    /// <summary>Number of features.</summary>
    public int Count => _items + _traits.Length;

    /// <summary>Collects what a snapshot says of its users.</summary>
    public static (UserDescription Description, FeatureTable Features) Of(Snapshot snapshot, BayesFmOptions options)
    {
        var met = snapshot.Interactions.ByUser;
        var traitsOf = Enumerable.Range(0, met.Rows).Select(user => options.UserAttributes && met.RowLength(user) > 0 ? UserTraits.Of(snapshot.ContextOf(user)).ToArray() : []).ToArray();
        string[][] attributes = [.. traitsOf.SelectMany(traits => traits).Distinct().GroupBy(UserTraits.NameOf).Where(attribute => attribute.Count() is >= 2 and <= MaximumValues)
            .OrderBy(attribute => attribute.Key, StringComparer.Ordinal).Select(attribute => attribute.Order(StringComparer.Ordinal).ToArray())];
        var description = new UserDescription(options.ImplicitItems ? met.Columns : 0, [.. attributes.SelectMany(attribute => attribute)]);
        IEnumerable<SparseMatrix> groups = attributes.Select(attribute => GroupOf(traitsOf, attribute));
        return (description, new FeatureTable(met.Rows, options.ImplicitItems ? groups.Prepend(FeatureTable.Normalised(met)) : groups));
    }

    /// <summary>The features of whoever asks, with their values.</summary>
    /// <param name="history">The history.</param>
    /// <param name="itemCount">How many items the model knows.</param>
    public List<(int Feature, float Value)> FeaturesOf(in History history, int itemCount)
    {
        var features = new List<(int Feature, float Value)>();
        if (_items > 0)
        {
            foreach (var item in history.Items)
            {
                if ((uint)item < (uint)itemCount)
                {
                    features.Add((item, 0));
                }
            }

            var share = FeatureTable.Share(features.Count);
            for (var at = 0; at < features.Count; at++)
            {
                features[at] = (features[at].Feature, share);
            }
        }

        foreach (var trait in _traits.Length == 0 ? [] : UserTraits.Of(history.Context))
        {
            if (_indices.TryGetValue(trait, out var index))
            {
                features.Add((_items + index, 1));
            }
        }

        return features;
    }

    /// <summary>The item behind a feature; -1 where it is a trait.</summary>
    public int ItemOf(int feature) => feature < _items ? feature : -1;

    /// <summary>The trait behind a feature that is no item, such as <c>gender=F</c>.</summary>
    public string TraitOf(int feature) => _traits[feature - _items];

    /// <summary>Writes the names of the traits.</summary>
    public void Save(ArtifactWriter writer) => TextArray.Write(writer, TraitsName, _traits);

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public static UserDescription Load(ArtifactReader reader, BayesFmOptions options, int itemCount) => new(options.ImplicitItems ? itemCount : 0, TextArray.Read(reader, TraitsName));

    private static SparseMatrix GroupOf(string[][] traitsOf, string[] attribute)
    {
        var indices = attribute.Select((trait, index) => (trait, index)).ToDictionary(pair => pair.trait, pair => pair.index);
        var offsets = new int[traitsOf.Length + 1];
        var columns = new List<int>();
        for (var user = 0; user < traitsOf.Length; user++)
        {
            columns.AddRange(traitsOf[user].Where(indices.ContainsKey).Select(trait => indices[trait]));
            offsets[user + 1] = columns.Count;
        }

        return new SparseMatrix(traitsOf.Length, attribute.Length, offsets, [.. columns], [.. Enumerable.Repeat(1f, columns.Count)]);
    }
}
