namespace Marquee.Storage;

/// <summary>What became of one record.</summary>
internal enum WriteOutcome
{
    New,
    Updated,
    Unchanged,
}
