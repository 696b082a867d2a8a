namespace Marquee.Data;

/// <summary>Somebody who watches. Only <see cref="Id"/> is needed; everything else may be unknown.</summary>
public sealed record User
{
    /// <summary>The service's own id; any text that is not empty.</summary>
    public required string Id { get; init; }

    /// <summary>
    /// What is known: <c>country</c> (ISO 3166-1 alpha-2), <c>birthYear</c>, <c>ageGroup</c>, <c>gender</c>, <c>occupation</c>, or any other name.
    /// </summary>
    public AttributeMap Attributes { get; init; } = AttributeMap.Empty;

    /// <summary>Whether the user asked not to be profiled: their history trains nothing and personalises nothing.</summary>
    public bool OptedOut { get; init; }
}
