using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>
/// Several models as one: a weighted sum of their scores, each standardised for each history. Weights are learned on interactions held out of the training data; then every
/// member is trained again on all of it.
/// </summary>
/// <remarks>
/// <para>A member's scores of one history are brought to mean 0 and deviation 1 over all items, since models count in units of their own; a member that scores all items alike
/// (it knows nothing of this history) adds nothing. This is linear stacking as in Sill, Takács, Mackey and Lin, Feature-Weighted Linear Stacking, 2009, without meta-features, and with NDCG itself
/// as the objective: coordinate ascent as in Metzler and Croft, Linear feature-based models for information retrieval, 2007.</para>
/// <para>Costs one training of each member for each round and one more. What is held out never includes anything but the training data.</para>
/// </remarks>
public static class BlendTrainer
{
    /// <summary>Trains the members and learns their weights.</summary>
    /// <exception cref="OptionException">The members or the weights are not understood.</exception>
    public static BlendModel Train(Snapshot snapshot, BlendOptions options, TrainingContext context)
    {
        var members = options.ParseMembers();
        return Train(snapshot, options, options, members, options.ParseWeights(members.Count), new double[members.Count], Rounds(snapshot, options, members.Count, context), context);
    }

    /// <summary>What is held out to learn weights on, round by round; nothing where they are given or there is one member.</summary>
    internal static IReadOnlyList<Func<Split>> Rounds(Snapshot snapshot, BlendOptions options, int members, TrainingContext context) =>
        string.IsNullOrWhiteSpace(options.Weights) && members > 1 ? [.. BlendSplits.Of(snapshot, options, context.Seed).ToArray().Select(split => (Func<Split>)(() => split))] : [];

    /// <summary>The same for a family that chooses the members itself.</summary>
    /// <param name="snapshot">What to learn from.</param>
    /// <param name="trainedWith">What the model says it was trained with.</param>
    /// <param name="options">How to learn the weights.</param>
    /// <param name="members">The members.</param>
    /// <param name="given">Their weights, where they are not to be learned.</param>
    /// <param name="least">The weight that each member has at least.</param>
    /// <param name="rounds">What is held out to learn on, round by round, each made when it is its turn.</param>
    /// <param name="context">Chance, threads, progress, cancellation.</param>
    /// <param name="asked">Told what was asked in each round, for who wants to learn more from it; then a last step of progress is left to them.</param>
    internal static BlendModel Train(
        Snapshot snapshot, ModelOptions trainedWith, BlendOptions options, IReadOnlyList<ModelSetup> members, double[]? given, double[] least, IReadOnlyList<Func<Split>> rounds, TrainingContext context,
        Action<Split, IReadOnlyList<BlendQuestion>>? asked = null)
    {
        var steps = (rounds.Count + 1) * members.Count + (asked is null ? 0 : 1);
        var step = 0;
        var questions = new List<BlendQuestion>();
        foreach (var drawn in rounds)
        {
            var round = drawn();
            var trained = TrainAll(round.Train);
            BlendQuestion[] ofRound = [.. BlendQuestion.Collect(round, trained, options, context)];
            questions.AddRange(ofRound);
            asked?.Invoke(round, ofRound);
        }

        var weights = given ?? BlendWeights.Learn(questions, least, options.Depth, context);
        return new BlendModel(trainedWith, [.. members.Zip(TrainAll(snapshot), (member, model) => new ArchivedModel(member.Family, model))], Array.ConvertAll(weights, weight => (float)weight));

        IModel[] TrainAll(Snapshot data)
        {
            var trained = new IModel[members.Count];
            for (var member = 0; member < trained.Length; member++)
            {
                context.CancellationToken.ThrowIfCancellationRequested();
                try
                {
                    var own = context with { Progress = null, Checkpoints = context.Checkpoints?.Part($"member-{step}") };
                    trained[member] = members[member].Family.Train(data, members[member].Options, own);
                }
                catch (OptionException exception)
                {
                    throw new OptionException($"The member '{members[member].Family.Name}': {exception.Message}");
                }

                context.Progress?.Report(new TrainingProgress(++step, steps));
            }

            return trained;
        }
    }
}
