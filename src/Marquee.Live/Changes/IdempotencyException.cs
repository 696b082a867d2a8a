namespace Marquee.Live;

/// <summary>An idempotency key came again with another request.</summary>
/// <param name="key">The key.</param>
public sealed class IdempotencyException(string key)
    : Exception($"The idempotency key '{key}' belongs to another request, with another content; give each request a key of its own.");
