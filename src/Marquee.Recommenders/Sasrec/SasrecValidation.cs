using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>The last items of some users, kept out of training, by which it is judged how well what comes next is foretold.</summary>
internal sealed class SasrecValidation
{
    private const double ShareOfUsers = 0.05;
    private const int MostUsers = 1000;

    // Who has fewer items trains on all of them.
    private const int FewestItems = 3;

    private const int UsersAtOnce = 64;

    private readonly ItemSequences _sequences;
    private readonly int[] _users;

    /// <summary>Chooses the users.</summary>
    /// <param name="sequences">What users met.</param>
    /// <param name="random">Chance.</param>
    public SasrecValidation(ItemSequences sequences, SplittableRandom random)
    {
        _sequences = sequences;
        int[] users = [.. SasrecTask.FirstPlaces(sequences).Where(user => sequences.Ends[user] - user >= FewestItems)];
        random.Shuffle<int>(users);
        _users = users[..Math.Min(users.Length, Math.Min(MostUsers, (int)Math.Ceiling(ShareOfUsers * users.Length)))];
    }

    /// <summary>Whether there is nobody whose last item could be kept out.</summary>
    public bool IsEmpty => _users.Length == 0;

    /// <summary>Where what is trained on ends, for the first place of each user.</summary>
    public int[] Ends()
    {
        var ends = _sequences.Ends.ToArray();
        foreach (var user in _users)
        {
            ends[user]--;
        }

        return ends;
    }

    /// <summary>The mean over the users of <c>1 / log2(1 + rank)</c>, the rank being that of the last item among all that the user had not met (NDCG without a cut); of equal scores the last item comes behind.</summary>
    public double Score(SasrecModel model)
    {
        var scores = new DenseMatrix(Math.Min(UsersAtOnce, _users.Length), _sequences.ItemCount);
        var histories = new History[scores.Rows];
        var sum = 0.0;
        for (var first = 0; first < _users.Length; first += UsersAtOnce)
        {
            var users = _users.AsSpan(first, Math.Min(UsersAtOnce, _users.Length - first));
            for (var index = 0; index < users.Length; index++)
            {
                var known = users[index]..(_sequences.Ends[users[index]] - 1);
                histories[index] = new History(_sequences.Items.AsMemory(known), times: _sequences.Times.AsMemory(known));
            }

            model.Score(histories.AsSpan(0, users.Length), scores);
            for (var index = 0; index < users.Length; index++)
            {
                sum += 1 / Math.Log2(1 + Rank(scores.Row(index), users[index]));
            }
        }

        return sum / _users.Length;
    }

    private int Rank(Span<float> scores, int user)
    {
        var last = _sequences.Ends[user] - 1;
        var target = scores[_sequences.Items[last]];
        for (var place = user; place <= last; place++)
        {
            scores[_sequences.Items[place]] = float.NegativeInfinity;
        }

        var rank = 1;
        foreach (var score in scores)
        {
            rank += score >= target ? 1 : 0;
        }

        return rank;
    }
}
