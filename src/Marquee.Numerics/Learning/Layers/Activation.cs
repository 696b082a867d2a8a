namespace Marquee.Numerics.Learning;

/// <summary>What bends the lines between two linear layers.</summary>
public enum Activation
{
    /// <summary><see cref="Activations.Relu"/>.</summary>
    Relu,

    /// <summary><see cref="Activations.Gelu"/>.</summary>
    Gelu,

    /// <summary><see cref="Activations.Tanh"/>.</summary>
    Tanh,

    /// <summary><see cref="Activations.Sigmoid"/>.</summary>
    Sigmoid,
}
