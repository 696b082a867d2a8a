namespace Marquee.Storage;

/// <summary>What became of records that were written.</summary>
/// <param name="New">Were not there before.</param>
/// <param name="Updated">Were there with another content.</param>
/// <param name="Unchanged">Were there with the same content.</param>
public readonly record struct Tally(long New, long Updated, long Unchanged)
{
    /// <summary>All of them.</summary>
    public long Total => New + Updated + Unchanged;

    /// <inheritdoc/>
    public override string ToString() => $"{New} new, {Updated} updated, {Unchanged} unchanged";
}
