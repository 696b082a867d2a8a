namespace Marquee.Live;

/// <summary>One part of a job.</summary>
/// <param name="Key">Parts of one key take about as long as each other for their weight: from one that was measured, the time of the next is told.</param>
/// <param name="Words">What it does, such as <c>training ease</c>.</param>
/// <param name="Weight">Its share of the job, as a number beside those of the other parts; at least 0.</param>
public sealed record JobPart(string Key, string Words, double Weight = 1);
