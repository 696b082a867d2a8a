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
        _userFactors = new float[byUser.Rows];
        for (var user = 0; user < _userFactors.Length; user++)
        {
            _userFactors[user] = Discount(byUser.RowLength(user), options.UserExponent);
        }

        var usersOf = new int[byUser.Columns];
        foreach (var item in byUser.ColumnIndices)
        {
            usersOf[item]++;
        }

        _itemFactors = Array.ConvertAll(usersOf, count => Discount(count, options.ItemExponent));
    }

    /// <inheritdoc/>
    public ModelOptions Options => _options;

    /// <inheritdoc/>
    public int ItemCount => _byUser.Columns;

    /// <inheritdoc/>
    /// <remarks>O(users + items + sum over the history of the users who met the entry + sum over the neighbours of their items).</remarks>
    public void Score(in History history, Span<float> scores)
    {
        var rented = ArrayPool<float>.Shared.Rent(_users.Users);
        var similarities = new DenseMatrix(1, _users.Users, rented);
        _users.Compare([history], similarities);
        Vote(Nearest(similarities.Row(0)), scores);
        ArrayPool<float>.Shared.Return(rented);
    }

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<History> histories, DenseMatrix scores)
    {
        var together = Math.Clamp(MostSimilarities / Math.Max(1, _users.Users), 1, Math.Max(1, histories.Length));
        var rented = ArrayPool<float>.Shared.Rent(together * _users.Users);
        for (var start = 0; start < histories.Length; start += together)
        {
            var count = Math.Min(together, histories.Length - start);
            var similarities = new DenseMatrix(count, _users.Users, rented);
            _users.Compare(histories.Slice(start, count), similarities);
            for (var index = 0; index < count; index++)
            {
                Vote(Nearest(similarities.Row(index)), scores.Row(start + index));
            }
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    /// <inheritdoc/>
    /// <remarks>Each neighbour's vote is shared out among the entries of the history in proportion to what they added to the similarity.</remarks>
    public Explanation Explain(in History history, int item)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)item, (uint)ItemCount, nameof(item));
        var similarities = new DenseMatrix(1, _users.Users);
        _users.Compare([history], similarities);
        var entries = _users.Weigh([history]);
        var contributions = new double[entries.Items.Length];
        var products = new double[entries.Items.Length];
        foreach (var (user, similarity) in Nearest(similarities.Row(0)))
        {
            if (_byUser[user, item] is > 0 and var vote)
            {
                var product = 0.0;
                for (var entry = 0; entry < products.Length; entry++)
                {
                    products[entry] = (double)entries.Weights[entry] * _users.WeightOf(user, entries.Items[entry]);
                    product += products[entry];
                }

                var share = (double)VoteOf(user, similarity) * vote * _itemFactors[item] / product;
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

    private static float Discount(int count, double exponent) => count > 0 ? (float)Math.Pow(count, -exponent) : 0;

    private IEnumerable<(int User, float Similarity)> Nearest(ReadOnlySpan<float> similarities)
    {
        var users = new int[Math.Min(_options.Neighbours, similarities.Length)];
        var values = new float[users.Length];
        var count = TopK.Select(similarities, users, values);
        return users.Zip(values).Take(count).TakeWhile(neighbour => neighbour.Second > 0);
    }

    private void Vote(IEnumerable<(int User, float Similarity)> neighbours, Span<float> scores)
    {
        scores.Clear();
        foreach (var (user, similarity) in neighbours)
        {
            SparseSum.AddRow(_byUser, user, VoteOf(user, similarity), scores);
        }

        for (var item = 0; item < scores.Length; item++)
        {
            scores[item] *= _itemFactors[item];
        }
    }

    private float VoteOf(int user, float similarity) => (float)Math.Pow(similarity, _options.SimilarityExponent) * _userFactors[user];
}
