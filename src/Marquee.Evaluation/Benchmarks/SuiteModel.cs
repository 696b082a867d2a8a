using Marquee.Recommenders;

namespace Marquee.Evaluation;

/// <summary>A model that a suite runs, with the options that the suite fixes.</summary>
/// <param name="Name">Name of the family.</param>
/// <param name="Options">Options as <c>name=value</c>; the others keep their defaults.</param>
public sealed record SuiteModel(string Name, params IReadOnlyList<string> Options)
{
    /// <summary>What to call it, where the suite runs a family with several options; nothing where the family's name says enough.</summary>
    public string? Label { get; init; }

    /// <summary>The family and its options.</summary>
    /// <exception cref="OptionException">There is no such model or option, or a value is outside its range.</exception>
    public ModelSetup Resolve() => ModelSetup.Of(Name, Options) with { Label = Label };
}
