namespace Marquee.Numerics.Learning;

/// <summary>
/// What to be learned: batches of examples, cut into slices, and the loss of a slice. A slice is computed on one thread with a tape of its own; the gradient of a step is the sum over its slices, in their order.
/// </summary>
/// <remarks>
/// Steps of a pass may be begun in the middle, after a resumption, and parameters may have been put back to those of an earlier pass: what a step holds depends on its number and on the pass's chance alone, not on the steps begun before it
/// (for chance in a step, split that of the pass by the number of the step).
/// Where slices begin and end must not depend on the number of threads: then the same seed gives the same bits on any. More slices than threads level out the work; too many cost a pass over the parameters each.
/// </remarks>
public interface ILearningTask
{
    /// <summary>Most slices in a step.</summary>
    int MaximumSlices { get; }

    /// <summary>Begins a pass over the data, such as by shuffling it.</summary>
    /// <param name="epoch">Which pass, from 0.</param>
    /// <param name="random">Chance for this pass; it depends on the seed and the number of the pass alone, so that a resumed training goes on with the same.</param>
    /// <returns>Steps in the pass, at least 1.</returns>
    int BeginEpoch(int epoch, SplittableRandom random);

    /// <summary>Prepares the batch of a step.</summary>
    /// <param name="step">Which step of the pass, from 0.</param>
    /// <returns>How many slices it has, at least 1.</returns>
    int BeginStep(int step);

    /// <summary>
    /// Computes the loss of one slice. Called from several threads at once, each with another slice and tape.
    /// </summary>
    /// <param name="tape">An empty tape that records and trains.</param>
    /// <param name="slice">Which slice of the batch.</param>
    /// <returns>A number: what this slice adds to the loss of the batch. For a mean, each slice divides by the size of the batch, not by its own.</returns>
    Tensor Loss(Tape tape, int slice);
}
