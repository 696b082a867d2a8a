using Marquee.Data;
using Marquee.Numerics.Learning;

namespace Marquee.Recommenders;

/// <summary>A network that reads a history from its first item to its last and foretells the next one: each place gathers from all before it what matters to it (self-attention).</summary>
/// <remarks>
/// <para>A history of <c>n</c> items has <c>n + 1</c> places, the first of which stands for "nothing yet": what it foretells is the answer to an empty history. Each place starts as what describes its item, plus numbers for its place
/// and for the time since the item before. <see cref="SasrecOptions.Blocks"/> times it then adds what attention brings from the places before it and what a small network makes of that (normalised first). The product of the
/// last place with what describes an item is the item's score.</para>
/// <para>Each place of each user's sequence is trained to foretell the item that came next, by <see cref="SasrecOptions.Loss"/>. Items that the user met before are left out of the softmax: they are never what comes next, and are
/// not recommended. Of a sequence longer than <see cref="SasrecOptions.MaximumLength"/> each epoch takes another window. Items of the same moment are shuffled in each epoch, since nothing tells which came first. Adam, a learning rate that rises for
/// a twentieth of the training and falls along a cosine, and the moving average of the parameters over the last steps.</para>
/// <para>Sources: Kang and McAuley, Self-Attentive Sequential Recommendation, ICDM 2018; cross-entropy after Klenitskiy and Vasilev, Turning Dross Into Gold Loss: is BERT4Rec really better than SASRec?, RecSys 2023; generalised binary
/// cross-entropy after Petrov and Macdonald, gSASRec, RecSys 2023; biases by distance and time between items after Zhai et al., Actions Speak Louder than Words, ICML 2024. Differs in that no sequence is padded, in the place before the first item, and in the exclusion of
/// what was met.</para>
/// <para>Time of an epoch: <c>6 * places * (blocks * (12 * factors^2 + length * factors) + items * factors)</c> floating-point operations for cross-entropy over all items.</para>
/// </remarks>
public static class SasrecTrainer
{
    /// <summary>Trains.</summary>
    /// <exception cref="TrainingDivergedException">The loss is no longer a number, or has grown far above its start: try a smaller learning rate.</exception>
    public static SasrecModel Train(Snapshot snapshot, SasrecOptions options, TrainingContext context)
    {
        context.CancellationToken.ThrowIfCancellationRequested();
        var training = new SasrecTraining(snapshot, options, context.Seed);
        if (training.IsEmpty)
        {
            context.Progress?.Report(new TrainingProgress(1, 1));
        }
        else
        {
            new Learner(training.Parameters, training.Task, new Adam { LearningRate = options.LearningRate }, training.LearnerOptions(context)).Run(context.CancellationToken);
        }

        return training.Model();
    }
}
