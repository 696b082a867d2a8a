using Marquee.Numerics;

namespace Marquee.Content;

/// <summary>Ranks held-out facts among all entities, other true answers left out ("filtered", Bordes et al. 2013).</summary>
/// <remarks>Entities that score the same share their places: the rank is the mean of the best and the worst possible, so that a model that scores all alike gets the middle rank. A score that is no number counts as the lowest.</remarks>
public static class LinkEvaluator
{
    private const int QueriesAtOnce = 128;

    /// <summary>Ranks facts from both sides. <c>2 * queries * entities * factors</c> operations.</summary>
    /// <param name="model">The model.</param>
    /// <param name="facts">The held-out facts.</param>
    /// <param name="known">All that is true, the held-out facts among it: what is left out beside the answer that is ranked.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="OperationCanceledException">Cancellation was asked for.</exception>
    public static LinkEvaluation Evaluate(LinkModel model, IReadOnlyCollection<Fact> facts, LinkQueries known, int maxDegreeOfParallelism = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(known);
        var relations = model.Relations.Count;
        var asked = new LinkQueries(relations, facts);
        var ranks = new double[asked.AnswerCount];
        var first = new int[asked.Count];
        for (var number = 1; number < first.Length; number++)
        {
            first[number] = first[number - 1] + asked.Answers(number - 1).Length;
        }

        var scores = new DenseMatrix(Math.Min(QueriesAtOnce, asked.Count), model.Entities.Count);
        for (var start = 0; start < asked.Count; start += QueriesAtOnce)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var from = start;
            var queries = Enumerable.Range(start, Math.Min(QueriesAtOnce, asked.Count - start)).Select(number => asked[number]).ToArray();
            var ofBatch = scores.Slice(0, queries.Length);
            model.Score(queries, ofBatch, maxDegreeOfParallelism);
            ParallelBlocks.For(
                queries.Length,
                4,
                maxDegreeOfParallelism,
                (begin, end, _) =>
                {
                    for (var row = begin; row < end; row++)
                    {
                        var answers = asked.Answers(from + row);
                        Rank(ofBatch.Row(row), answers, known.Answers(queries[row]), ranks.AsSpan(first[from + row], answers.Length));
                    }
                },
                cancellationToken);
        }

        // Queries are in order of their relations, those after heads behind all others.
        var tails = 0;
        for (var number = 0; number < asked.Count && asked[number].Relation < relations; number++)
        {
            tails += asked.Answers(number).Length;
        }

        return new LinkEvaluation(LinkReport.Of(ranks), LinkReport.Of(ranks[..tails]), LinkReport.Of(ranks[tails..]));
    }

    /// <summary>The filtered ranks of answers.</summary>
    /// <param name="scores">A score for each entity; those of known answers are overwritten.</param>
    /// <param name="answers">The answers to rank.</param>
    /// <param name="known">All entities that are right, the answers among them or not.</param>
    /// <param name="ranks">Receives a rank for each answer.</param>
    internal static void Rank(Span<float> scores, ReadOnlySpan<int> answers, ReadOnlySpan<int> known, Span<double> ranks)
    {
        Span<float> own = answers.Length <= 256 ? stackalloc float[answers.Length] : new float[answers.Length];
        for (var number = 0; number < answers.Length; number++)
        {
            own[number] = float.IsNaN(scores[answers[number]]) ? float.NegativeInfinity : scores[answers[number]];
        }

        // NaN is neither above nor equal to anything.
        foreach (var entity in known)
        {
            scores[entity] = float.NaN;
        }

        foreach (var entity in answers)
        {
            scores[entity] = float.NaN;
        }

        for (var number = 0; number < answers.Length; number++)
        {
            var (above, equal) = (0, 0);
            var score = own[number];
            foreach (var other in scores)
            {
                above += other > score ? 1 : 0;
                equal += other == score ? 1 : 0;
            }

            ranks[number] = 1 + above + (equal / 2.0);
        }
    }
}
