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

    /// <summary>The cases, each with at least one relevant item.</summary>
    public IReadOnlyList<RankingCase> Cases { get; }

    /// <summary>What is known of the items from <see cref="Train"/>.</summary>
    public CatalogueFacts Catalogue => _catalogue.Value;

    /// <summary>One case a user: the history from one matrix, the relevant items from another, whole catalogue, items of the history removed.</summary>
    /// <param name="train">What the models learn from.</param>
    /// <param name="histories">What the model is told about each user: the training matrix, or the fold-in part of held-out users.</param>
    /// <param name="held">The entries held out, same users and items.</param>
    /// <param name="minimumHistory">Users with a shorter history are left out.</param>
    /// <param name="context">The circumstances of asking, where the protocol gives them.</param>
    public static RankingTask FromMatrices(
        Snapshot train, InteractionMatrix histories, InteractionMatrix held, int minimumHistory = 0, HistoryContext? context = null) =>
        new(
            train,
            Enumerable.Range(0, held.Users)
                .Where(user => held.ByUser.RowLength(user) > 0 && histories.ByUser.RowLength(user) >= minimumHistory)
                .Select(user => new RankingCase(user, histories.HistoryOf(user, context), held.ByUser.RowIndicesMemory(user).ToArray())));
}
