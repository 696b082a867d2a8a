namespace Marquee.Data;

/// <summary>A line of JSON does not hold what it should.</summary>
internal sealed class JsonLineException(string reason) : FormatException(reason);
