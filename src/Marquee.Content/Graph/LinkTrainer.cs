using Marquee.Numerics;

namespace Marquee.Content;

/// <summary>Learns embeddings of entities and relations that score the facts of a graph higher than others.</summary>
/// <remarks>
/// <para>
/// Queries rather than facts are what is drawn: a query with its answers costs as much as with one, and gives the same gradient as 1-vs-all over its facts in one step. Entities are compared with a whole batch of queries by one matrix product, by
/// distance as well as by product, since <c>|q - e|^2 = |q|^2 + |e|^2 - 2 q.e</c>; the gradients of queries and entities are two more. An epoch is <c>6 * queries * candidates * factors</c> operations.
/// </para>
/// <para>Memory: three tables of <c>entities x factors</c>, and <c>batch x candidates</c> scores (two of them for distances).</para>
/// </remarks>
public static class LinkTrainer
{
    /// <summary>Trains a model.</summary>
    /// <param name="graph">The graph; only its training facts are looked at.</param>
    /// <param name="options">The options.</param>
    /// <param name="context">Chance, threads, progress.</param>
    /// <exception cref="ArgumentException">The graph has no facts to learn from.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside of its range.</exception>
    /// <exception cref="OperationCanceledException">Cancellation was asked for.</exception>
    public static LinkModel Train(FactGraph graph, LinkOptions options, LinkTrainingContext? context = null)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(options);
        context ??= new LinkTrainingContext();
        if (graph.Training.Count == 0)
        {
            throw new ArgumentException("The graph has no facts to learn from.", nameof(graph));
        }

        var random = new SplittableRandom(context.Seed);
        var queries = new LinkQueries(graph.Relations.Count, graph.Training);
        var training = new LinkTraining(graph, queries, options.Validate(), random.Split("start"), context.MaxDegreeOfParallelism);
        var order = Enumerable.Range(0, queries.Count).ToArray();
        var steps = (order.Length + options.BatchSize - 1) / options.BatchSize;
        for (var epoch = 0; epoch < options.Epochs; epoch++)
        {
            var ofEpoch = random.Split("epochs").Split((ulong)epoch);
            ofEpoch.Shuffle(order.AsSpan());
            training.BeginEpoch(ofEpoch.Split("negatives"));
            var loss = 0.0;
            for (var step = 0; step < steps; step++)
            {
                context.CancellationToken.ThrowIfCancellationRequested();
                var start = step * options.BatchSize;
                var progress = ((double)epoch * steps + step) / ((double)options.Epochs * steps);
                var rate = options.FinalLearningRate + (1 - options.FinalLearningRate) * (1 + Math.Cos(Math.PI * progress)) / 2;
                loss += training.Step(order.AsSpan(start, Math.Min(options.BatchSize, order.Length - start)), options.LearningRate * rate);
            }

            context.AfterEpoch?.Invoke(new LinkEpoch(epoch + 1, options.Epochs, loss / queries.AnswerCount, training.Model));
        }

        return training.Model();
    }
}
