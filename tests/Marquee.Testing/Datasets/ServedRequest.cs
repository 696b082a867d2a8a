namespace Marquee.Testing;

/// <summary>A request to a <see cref="LoopbackServer"/> and its answer.</summary>
/// <param name="Path">What was asked for.</param>
/// <param name="Range">The header <c>Range</c>.</param>
/// <param name="Status">The answer.</param>
/// <param name="BodyBytes">How many bytes of the body were sent.</param>
public sealed record ServedRequest(string Path, string? Range, int Status, int BodyBytes);
