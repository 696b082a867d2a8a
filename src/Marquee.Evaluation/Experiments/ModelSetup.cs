using Marquee.Recommenders;

namespace Marquee.Evaluation;

/// <summary>A model to train: its family and its options.</summary>
/// <param name="Family">The family.</param>
/// <param name="Options">Options of that family.</param>
public sealed record ModelSetup(ModelFamily Family, ModelOptions Options)
{
    /// <summary>A family of the catalogue with some options set.</summary>
    /// <param name="model">Name of the family.</param>
    /// <param name="assignments">Options as <c>name=value</c>; the others keep their defaults.</param>
    /// <exception cref="OptionException">There is no such model or option, or a value is outside its range.</exception>
    public static ModelSetup Of(string model, params IEnumerable<string> assignments)
    {
        var family = ModelCatalogue.Find(model);
        return new ModelSetup(family, family.Options.Parse(OptionSchema.Assignments(assignments)));
    }
}
