using System.Buffers;
using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>The interactions of all training users; see <see cref="UserKnnTrainer"/>.</summary>
public sealed class UserKnnModel : IModel, IExplains
{
    // Similarities held at once: enough for a block of histories to be compared together, and bounded however many users there are.
    private const int MostSimilarities = 1 << 20;

    private readonly UserKnnOptions _options;
    private readonly SparseMatrix _byUser;
    private readonly UserIndex _users;
    private readonly MixedRows _votes;
    private readonly float[] _userFactors;
    private readonly float[] _itemFactors;

    /// <summary>Takes over the interactions.</summary>
    /// <param name="options">What to do with them.</param>
    /// <param name="byUser">What each user votes for, <c>users x items</c>.</param>
    internal UserKnnModel(UserKnnOptions options, SparseMatrix byUser)
    {
        _options = options;
        _byUser = byUser;
        _users = new UserIndex(options, byUser);
        _votes = new MixedRows(byUser);
        _userFactors = new float[byUser.Rows];
        for (var user = 0; user < _userFactors.Length; user++)
        {
            _userFactors[user] = FactorOf(byUser.RowLength(user), options.UserExponent);
        }

        _itemFactors = Array.ConvertAll(byUser.ColumnLengths(), count => FactorOf(count, options.ItemExponent));
    }

    /// <inheritdoc/>
    public ModelOptions Options => _options;

    /// <inheritdoc/>
    public int ItemCount => _byUser.Columns;

    /// <inheritdoc/>
    /// <remarks>O(users + items + sum over the history of the users who met the entry + sum over the neighbours of their items).</remarks>
    public void Score(in History history, Span<float> scores)
    {
        var neighbours = Nearest([history]);
        _votes.Multiply(neighbours.Users, neighbours.Votes, scores);
        Discount(scores);
    }

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<History> histories, DenseMatrix scores)
    {
        var together = Math.Clamp(MostSimilarities / Math.Max(1, _users.Users), 1, Math.Max(1, histories.Length));
        for (var start = 0; start < histories.Length; start += together)
        {
            var count = Math.Min(together, histories.Length - start);
            var neighbours = Nearest(histories.Slice(start, count));
            _votes.Multiply(neighbours.Offsets, neighbours.Users, neighbours.Votes, scores.Slice(start, count));
        }

        for (var index = 0; index < histories.Length; index++)
        {
            Discount(scores.Row(index));
        }
    }

    /// <inheritdoc/>
    /// <remarks>Each neighbour's vote is shared out among the entries of the history in proportion to what they added to the similarity.</remarks>
    public Explanation Explain(in History history, int item)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)item, (uint)ItemCount, nameof(item));
        var neighbours = Nearest([history]);
        var entries = _users.Weigh([history]);
        var contributions = new double[entries.Items.Length];
        var products = new double[entries.Items.Length];
        foreach (var (user, vote) in neighbours.Users.Zip(neighbours.Votes))
        {
            if (_byUser[user, item] is > 0 and var weight)
            {
                var product = 0.0;
                for (var entry = 0; entry < products.Length; entry++)
                {
                    products[entry] = (double)entries.Weights[entry] * _users.WeightOf(user, entries.Items[entry]);
                    product += products[entry];
                }

                var share = (double)vote * weight * _itemFactors[item] / product;
                for (var entry = 0; entry < products.Length; entry++)
                {
                    contributions[entry] += share * products[entry];
                }
            }
        }

        return Explanation.OfSum(
            item,
            baseline: 0,
            entries.Items.Zip(contributions, (entry, contribution) => new ScoredItem(entry, (float)contribution)).Where(contribution => contribution.Score > 0));
    }

    /// <inheritdoc/>
    public void Save(ArtifactWriter writer) => SparseArrays.Write(writer, _byUser, "items", "weights");

    internal static UserKnnModel Load(ArtifactReader reader, UserKnnOptions options) =>
        new(options, SparseArrays.Read(reader, "items", "weights", reader.IntProperty("itemCount")));

    private static float FactorOf(int count, double exponent) => count > 0 ? (float)Math.Pow(count, -exponent) : 0;

    // The nearest users of each history and how much each vote of theirs counts.
    private (int[] Offsets, int[] Users, float[] Votes) Nearest(ReadOnlySpan<History> histories)
    {
        var most = Math.Min(_options.Neighbours, _users.Users);
        var offsets = new int[histories.Length + 1];
        var users = new int[histories.Length * most];
        var votes = new float[users.Length];
        var rented = ArrayPool<float>.Shared.Rent(histories.Length * _users.Users);
        var similarities = new DenseMatrix(histories.Length, _users.Users, rented);
        _users.Compare(histories, similarities);
        for (var history = 0; history < histories.Length; history++)
        {
            var start = offsets[history];
            var found = TopK.Select(similarities.Row(history), users.AsSpan(start, most), votes.AsSpan(start, most));
            var end = start;
            for (; end < start + found && votes[end] > 0; end++)
            {
                votes[end] = (float)Math.Pow(votes[end], _options.SimilarityExponent) * _userFactors[users[end]];
            }

            offsets[history + 1] = end;
        }

        ArrayPool<float>.Shared.Return(rented);
        return (offsets, users[..offsets[^1]], votes[..offsets[^1]]);
    }

    private void Discount(Span<float> scores)
    {
        for (var item = 0; item < scores.Length; item++)
        {
            scores[item] *= _itemFactors[item];
        }
    }
}
