namespace Marquee.Data;

/// <summary>A way of holding part of the interactions back, to see later whether a model that never saw them finds them.</summary>
/// <remarks>
/// The same snapshot and seed give the same split. Chance is drawn for each user (or item) from a stream of their own, so what becomes of one does not
/// depend on the others, and the work is done on one thread.
/// </remarks>
public interface ISplitter
{
    /// <summary>What is held out, in one line for a report.</summary>
    string Description { get; }

    /// <summary>Splits a snapshot, by the weights of its own <see cref="Snapshot.Weighting"/>.</summary>
    /// <param name="snapshot">All that is known.</param>
    /// <param name="seed">Seed of all chance; without effect where nothing is drawn.</param>
    Split Split(Snapshot snapshot, ulong seed);
}
