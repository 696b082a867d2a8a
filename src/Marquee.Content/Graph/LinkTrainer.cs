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
    /// <param name="graph">The graph. Its training facts are learned from; its validation facts say when to stop, where <see cref="LinkOptions.ValidateEvery"/> says so; its test facts are not looked at.</param>
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
        var best = new BestModel(graph, options, context);
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

            var validation = best.Look(epoch + 1, training);
            context.AfterEpoch?.Invoke(new LinkEpoch(epoch + 1, options.Epochs, loss / queries.AnswerCount, validation, training.Model));
            if (best.IsEnough)
            {
                break;
            }
        }

        return best.Model ?? training.Model();
    }

    /// <summary>Remembers the model that ranked the validation facts best.</summary>
    private sealed class BestModel(FactGraph graph, LinkOptions options, LinkTrainingContext context)
    {
        private readonly LinkQueries? _known = options.ValidateEvery > 0 && graph.Validation.Count > 0 ? new LinkQueries(graph.Relations.Count, graph.Training.Concat(graph.Validation)) : null;
        private double _figure = double.NegativeInfinity;
        private int _worse;

        public LinkModel? Model { get; private set; }

        public bool IsEnough => _worse >= options.Patience;

        public LinkReport? Look(int epoch, LinkTraining training)
        {
            if (_known is null || (epoch % options.ValidateEvery != 0 && epoch != options.Epochs))
            {
                return null;
            }

            var model = training.Model();
            var report = LinkEvaluator.Evaluate(model, graph.Validation, _known, context.MaxDegreeOfParallelism, context.CancellationToken).Both;
            if (report.MeanReciprocalRank > _figure)
            {
                (_figure, _worse) = (report.MeanReciprocalRank, 0);
                Model = new LinkModel(options, model.Entities, model.Relations, model.EntityVectors.Clone(), model.RelationNumbers.Clone());
            }
            else
            {
                _worse++;
            }

            return report;
        }
    }
}
