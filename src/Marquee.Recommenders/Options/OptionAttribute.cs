namespace Marquee.Recommenders;

/// <summary>Describes one hyper-parameter: what it does and which values make sense.</summary>
/// <param name="effect">What a larger or smaller value does, in one sentence.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OptionAttribute(string effect) : Attribute
{
    /// <summary>What a larger or smaller value does, in one sentence.</summary>
    public string Effect { get; } = effect;

    /// <summary>Smallest allowed value of a number.</summary>
    public double Minimum { get; init; } = double.NegativeInfinity;

    /// <summary>Largest allowed value of a number.</summary>
    public double Maximum { get; init; } = double.PositiveInfinity;

    /// <summary>Smallest value that a search should try; the allowed minimum where it is not set.</summary>
    public double SearchMinimum { get; init; } = double.NaN;

    /// <summary>Largest value that a search should try; the allowed maximum where it is not set.</summary>
    public double SearchMaximum { get; init; } = double.NaN;

    /// <summary>What a text should look like, in words that can follow "it must be".</summary>
    public string? Form { get; init; }

    /// <summary>Whether a search should step by factors rather than by differences.</summary>
    public bool Logarithmic { get; init; }
}
