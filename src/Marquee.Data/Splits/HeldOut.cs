namespace Marquee.Data;

/// <summary>Questions with known answers: for each user who is asked about, the history a model is given and the items it should find.</summary>
public sealed class HeldOut
{
    private readonly int[] _users;

    /// <summary>Asks about every user who has both a history and a target.</summary>
    /// <param name="history">What is known when the question is asked, <c>users x items</c>.</param>
    /// <param name="targets">What should be found, of the same shape. No pair may be in both.</param>
    /// <param name="now">The moment of asking, in milliseconds since 1970 UTC, where the split fixes one for all.</param>
    /// <param name="minimumHistory">Users with fewer items in their history are not asked about.</param>
    public HeldOut(InteractionMatrix history, InteractionMatrix targets, long? now = null, int minimumHistory = 1)
    {
        History = history;
        Targets = targets;
        Now = now;
        _users = [.. Enumerable.Range(0, targets.Users)
            .Where(user => targets.ByUser.RowLength(user) > 0 && history.ByUser.RowLength(user) >= Math.Max(1, minimumHistory))];
    }

    /// <summary>What is known of each user when the question is asked.</summary>
    public InteractionMatrix History { get; }

    /// <summary>What should be found, with the weights and times of the whole data.</summary>
    public InteractionMatrix Targets { get; }

    /// <summary>Who is asked about, ascending.</summary>
    public ReadOnlySpan<int> Users => _users;

    /// <summary>The moment of asking, in milliseconds since 1970 UTC; none where each target has its own.</summary>
    public long? Now { get; }
}
