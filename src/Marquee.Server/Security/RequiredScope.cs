namespace Marquee.Server;

/// <summary>Metadata of an endpoint: what a key must be allowed to do to reach it. Every endpoint has it; <see cref="Scopes.None"/> needs no key.</summary>
/// <param name="Scope">The scope.</param>
public sealed record RequiredScope(Scopes Scope);
