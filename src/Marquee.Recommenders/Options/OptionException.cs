namespace Marquee.Recommenders;

/// <summary>An option that does not exist or has a value outside its range.</summary>
public sealed class OptionException(string message) : Exception(message);
