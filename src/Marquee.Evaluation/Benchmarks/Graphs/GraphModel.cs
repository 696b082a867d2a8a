using Marquee.Content;

namespace Marquee.Evaluation;

/// <summary>A model of link prediction that a suite runs, with the options that the suite fixes.</summary>
/// <param name="Name">What to call it.</param>
/// <param name="Options">Its options.</param>
public sealed record GraphModel(string Name, LinkOptions Options);
