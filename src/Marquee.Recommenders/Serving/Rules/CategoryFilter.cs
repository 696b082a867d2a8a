using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>Which categories an item must, may and must not be of. An empty list asks for nothing.</summary>
public sealed record CategoryFilter
{
    /// <summary>It must be of each of these.</summary>
    public ValueList<string> All { get; init; } = [];

    /// <summary>It must be of at least one of these.</summary>
    public ValueList<string> Any { get; init; } = [];

    /// <summary>It must be of none of these.</summary>
    public ValueList<string> None { get; init; } = [];
}
