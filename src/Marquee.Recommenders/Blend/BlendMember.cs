namespace Marquee.Recommenders;

/// <summary>One of the models of a blend.</summary>
/// <param name="Family">Its family.</param>
/// <param name="Model">The model.</param>
/// <param name="Weight">Its share in the score, 0 to 1.</param>
public sealed record BlendMember(ModelFamily Family, IModel Model, float Weight);
