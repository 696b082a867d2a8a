using Marquee.Numerics.Learning;

namespace Marquee.Media;

/// <summary>A network that makes one vector of each example of a modality. Its parameters belong to the set that it was made with.</summary>
public interface IEncoder
{
    /// <summary>What it reads.</summary>
    PlaneShape Input { get; }

    /// <summary>Numbers of a vector.</summary>
    int Dimensions { get; }

    /// <summary>The vectors of a batch.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="batch"><c>examples x height x width x channels</c>.</param>
    /// <returns><c>examples x <see cref="Dimensions"/></c>.</returns>
    Tensor Encode(Tape tape, Tensor batch);
}
