using System.Buffers;
using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>Several models as one; see <see cref="BlendTrainer"/>. <c>score(j) = sum over members m of weight(m) * (score(m, j) - mean(m)) / deviation(m)</c>, mean and deviation over all items for this history.</summary>
/// <remarks>Costs what the members cost, plus <c>2 * members</c> operations for each item.</remarks>
public sealed class BlendModel : IModel, IExplains, IItemSimilarity
{
    private const string WeightsName = "weights";

    private readonly ArchivedModel[] _members;
    private readonly float[] _weights;

    internal BlendModel(ModelOptions options, ArchivedModel[] members, float[] weights)
    {
        Options = options;
        _members = members;
        _weights = weights;
        ItemCount = members[0].Model.ItemCount;
    }

    /// <inheritdoc/>
    public ModelOptions Options { get; }

    /// <inheritdoc/>
    public int ItemCount { get; }

    /// <inheritdoc/>
    public bool ScoresUnmetItems => Array.Exists(_members, member => member.Model.ScoresUnmetItems);

    /// <summary>The members and their weights, which add up to 1.</summary>
    public IReadOnlyList<BlendMember> Members => [.. _members.Zip(_weights, (member, weight) => new BlendMember(member.Family, member.Model, weight))];

    /// <inheritdoc/>
    public void Score(in History history, Span<float> scores)
    {
        var rented = ArrayPool<float>.Shared.Rent(ItemCount);
        var ofMember = rented.AsSpan(0, ItemCount);
        scores.Clear();
        for (var member = 0; member < _members.Length; member++)
        {
            if (_weights[member] > 0)
            {
                _members[member].Model.Score(history, ofMember);
                Standardized.Of(ofMember).AddTo(scores, ofMember, _weights[member]);
            }
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<History> histories, DenseMatrix scores)
    {
        var rented = ArrayPool<float>.Shared.Rent(histories.Length * ItemCount);
        var ofMember = new DenseMatrix(histories.Length, ItemCount, rented);
        scores.Span[..(histories.Length * ItemCount)].Clear();
        for (var member = 0; member < _members.Length; member++)
        {
            if (_weights[member] > 0)
            {
                ((IRecommender)_members[member].Model).Score(histories, ofMember);
                for (var row = 0; row < histories.Length; row++)
                {
                    Standardized.Of(ofMember.Row(row)).AddTo(scores.Row(row), ofMember.Row(row), _weights[member]);
                }
            }
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Each member's explanation in units of its deviation. The baseline is what members give without a history, less the mean that standardising takes away; a member that cannot take its
    /// score apart is one feature, under its family's name.
    /// </remarks>
    public Explanation Explain(in History history, int item)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)item, (uint)ItemCount, nameof(item));
        var scores = new float[ItemCount];
        var baseline = 0.0;
        var ofItems = new Dictionary<int, double>();
        var ofFeatures = new Dictionary<string, double>(StringComparer.Ordinal);
        for (var member = 0; member < _members.Length; member++)
        {
            _members[member].Model.Score(history, scores);
            var unit = Standardized.Of(scores);
            var factor = (double)_weights[member] * unit.Scale;
            if (factor == 0)
            {
                continue;
            }

            if (_members[member].Model is not IExplains explains)
            {
                Add(ofFeatures, _members[member].Family.Name, factor * (scores[item] - unit.Mean));
                continue;
            }

            var explanation = explains.Explain(history, item);
            baseline += factor * (explanation.Baseline - unit.Mean);
            foreach (var part in explanation.Contributions)
            {
                Add(ofItems, part.Item, factor * part.Score);
            }

            foreach (var part in explanation.Features)
            {
                Add(ofFeatures, part.Name, factor * part.Score);
            }
        }

        return Explanation.OfSum(
            item,
            (float)baseline,
            ofItems.Select(part => new ScoredItem(part.Key, (float)part.Value)),
            ofFeatures.Select(part => new FeatureContribution(part.Key, (float)part.Value)));

        static void Add<TKey>(Dictionary<TKey, double> sums, TKey key, double amount)
            where TKey : notnull => sums[key] = sums.GetValueOrDefault(key) + amount;
    }

    /// <inheritdoc/>
    /// <remarks>Each member that knows similar items names some; a similarity counts as a share of that member's largest, times its weight, and shares of one item are added up.</remarks>
    public IReadOnlyList<ScoredItem> Similar(int item, int count)
    {
        if (count <= 0)
        {
            return [];
        }

        var sums = new Dictionary<int, double>();
        for (var member = 0; member < _members.Length; member++)
        {
            // A fixed number of each, so that a longer list begins with the shorter one.
            if (_weights[member] > 0 && _members[member].Model is IItemSimilarity similarity && similarity.Similar(item, Math.Max(count, SimilarOfEach)) is [{ Score: > 0 } first, ..] named)
            {
                foreach (var other in named.Where(other => other.Score > 0))
                {
                    sums[other.Item] = sums.GetValueOrDefault(other.Item) + _weights[member] * (double)other.Score / first.Score;
                }
            }
        }

        return [.. sums.OrderByDescending(sum => sum.Value).ThenBy(sum => sum.Key).Take(count).Select(sum => new ScoredItem(sum.Key, (float)sum.Value))];
    }

    /// <inheritdoc/>
    public void Save(ArtifactWriter writer)
    {
        writer.Write(WeightsName, _weights, _weights.Length);
        writer.Properties["members"] = _members.Length;
        for (var member = 0; member < _members.Length; member++)
        {
            ModelArchive.SaveMember(_members[member].Family, _members[member].Model, writer.Part(PartName(member)));
        }
    }

    internal static BlendModel Load(ArtifactReader reader, ModelOptions options)
    {
        var members = reader.IntProperty("members");
        return new BlendModel(
            options,
            [.. Enumerable.Range(0, members).Select(member => ModelArchive.LoadMember(reader.Part(PartName(member))))],
            reader.ReadFloats(WeightsName, members).ToArray());
    }

    private const int SimilarOfEach = 200;

    private static string PartName(int member) => $"member-{member}";
}
