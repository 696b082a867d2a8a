namespace Marquee.Live;

/// <summary>What became of a <see cref="ChangeSet"/>. Whoever holds one knows that the changes are on the disk and in every later answer.</summary>
/// <param name="Version">Version of the store that has them.</param>
/// <param name="New">Records that were new.</param>
/// <param name="Updated">Records that replaced an earlier one.</param>
/// <param name="Unchanged">Records that were there already.</param>
/// <param name="Deleted">Users, items and interactions that were deleted.</param>
/// <param name="Replayed">Whether the same request was carried out before, and this is its receipt.</param>
public sealed record ChangeReceipt(long Version, int New, int Updated, int Unchanged, int Deleted, bool Replayed = false);
