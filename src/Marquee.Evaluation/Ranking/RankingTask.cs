using Marquee.Data;

namespace Marquee.Evaluation;

/// <summary>What to learn from and what to ask: one training snapshot and a case for each user who has something relevant.</summary>
public sealed class RankingTask
{
    private readonly Lazy<CatalogueFacts> _catalogue;

    /// <summary>Takes the cases; those in which nothing is relevant are left out, since no metric is defined for them.</summary>
    /// <param name="train">What the models learn from.</param>
    /// <param name="cases">The cases, in the order of the results.</param>
    public RankingTask(Snapshot train, IEnumerable<RankingCase> cases)
    {
        Train = train;
        Cases = [.. cases.Where(one => !one.Relevant.IsEmpty)];
        _catalogue = new Lazy<CatalogueFacts>(() => new CatalogueFacts(train));
    }

    /// <summary>What the models learn from.</summary>
    public Snapshot Train { get; }

    /// <summary>What sets this task apart from others on the same training data, such as its candidates; nothing where there is only one.</summary>
    public string? Variant { get; init; }

    /// <summary>
    /// What sets this task apart from others that make one figure together with it, such as the moment of its cut in time; nothing where it makes the figure alone.
    /// </summary>
    public string? Part { get; init; }

    /// <summary>The cases, each with at least one relevant item.</summary>
    public IReadOnlyList<RankingCase> Cases { get; }

    /// <summary>What is known of the items from <see cref="Train"/>.</summary>
    public CatalogueFacts Catalogue => _catalogue.Value;

    /// <summary>One case for each user whom a split asks about: whole catalogue, items of the history removed.</summary>
    /// <param name="train">What the models learn from; what is known of the users beyond their items comes from here too.</param>
    /// <param name="held">Histories, what should be found, and the moment of asking where the split fixes one.</param>
    /// <param name="variant">See <see cref="Variant"/>.</param>
    /// <param name="part">See <see cref="Part"/>.</param>
    public static RankingTask FromHeldOut(Snapshot train, HeldOut held, string? variant = null, string? part = null) =>
        new(
            train,
            held.Users.ToArray().Select(user => new RankingCase(user, train.HistoryOf(user, held.Now, held.History), held.Targets.ByUser.RowIndicesMemory(user).ToArray())))
        {
            Variant = variant,
            Part = part,
        };
}
