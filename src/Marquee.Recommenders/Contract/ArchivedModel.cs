namespace Marquee.Recommenders;

/// <summary>A model that was loaded, and its family.</summary>
/// <param name="Family">The family.</param>
/// <param name="Model">The model.</param>
public sealed record ArchivedModel(ModelFamily Family, IModel Model);
