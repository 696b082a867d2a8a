using Marquee.Numerics.Learning;

namespace Marquee.Media;

/// <summary>
/// What two views of the same examples should have in common, as a loss. It compares examples within a slice of the batch alone: a slice is one thread's, and 64 to 256 examples in it are many enough to tell apart.
/// Immutable, used from several threads at once.
/// </summary>
public interface IViewObjective
{
    /// <summary>A short name, such as <c>nt-xent</c>.</summary>
    string Name { get; }

    /// <summary>The loss of a slice: a mean over its examples.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="first">The first views as the projector leaves them, <c>examples x columns</c>; at least two examples.</param>
    /// <param name="second">The second views, row by row those of the same examples.</param>
    /// <returns>A number.</returns>
    Tensor Loss(Tape tape, Tensor first, Tensor second);
}
