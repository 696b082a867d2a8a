namespace Marquee.Recommenders;

/// <summary>A model to train: its family and its options.</summary>
/// <param name="Family">The family.</param>
/// <param name="Options">Options of that family.</param>
public sealed record ModelSetup(ModelFamily Family, ModelOptions Options)
{
    /// <summary>What to call it where a family takes part with several options; nothing where the family's name says enough.</summary>
    public string? Label { get; init; }

    /// <summary>The label, or the family's name.</summary>
    public string Name => Label ?? Family.Name;

    /// <summary>A family of the catalogue with some options set.</summary>
    /// <param name="model">Name of the family.</param>
    /// <param name="assignments">Options as <c>name=value</c>; the others keep their defaults.</param>
    /// <exception cref="OptionException">There is no such model or option, or a value is outside its range.</exception>
    public static ModelSetup Of(string model, params IEnumerable<string> assignments)
    {
        var family = ModelCatalogue.Find(model);
        return new ModelSetup(family, family.Options.Parse(OptionSchema.Assignments(assignments)));
    }

    /// <summary>A model written as words: its family's name, then options as <c>name=value</c>, such as <c>als factors=64 epochs=20</c>.</summary>
    /// <exception cref="OptionException">There is no such model or option, or a value is outside its range.</exception>
    public static ModelSetup Parse(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [var model, .. var assignments]
            ? Of(model, assignments)
            : throw new OptionException("A model needs a name, such as 'ease' or 'als factors=64'.");
}
