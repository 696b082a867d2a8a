namespace Marquee.Recommenders;

/// <summary>
/// Base of every family's options: an immutable record whose properties carry an <see cref="OptionAttribute"/> and a default.
/// <see cref="OptionSchema"/> describes, parses, validates and serialises them.
/// </summary>
public abstract record ModelOptions;
