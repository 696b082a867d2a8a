namespace Marquee.Numerics.Learning;

/// <summary>
/// One step of a computation that a <see cref="Tape"/> remembers, to walk back through it. An operation is computed by the method that records it; what is kept here is what its derivative needs.
/// </summary>
/// <remarks>Objects are used again in later steps: a subclass has a parameterless constructor, and whoever records it sets all of its fields.</remarks>
public abstract class Operation
{
    /// <summary>What it computed.</summary>
    public Tensor Output { get; internal set; } = null!;

    /// <summary>
    /// Adds to the gradient of each input that requires one: the gradient of <see cref="Output"/>, which is complete, times the derivative of the output by that input.
    /// </summary>
    /// <param name="tape">The tape, for scratch memory.</param>
    protected internal abstract void Backward(Tape tape);
}
