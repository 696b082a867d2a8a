namespace Marquee.Data;

/// <summary>Under which terms a publisher gives a data set away, in our words; the publisher's own text is what counts.</summary>
/// <param name="Name">What to call it in a table.</param>
/// <param name="Terms">What it allows, asks and forbids, one sentence each, without a full stop.</param>
/// <param name="Address">The publisher's own text.</param>
public sealed record DatasetLicence(string Name, IReadOnlyList<string> Terms, Uri Address);
