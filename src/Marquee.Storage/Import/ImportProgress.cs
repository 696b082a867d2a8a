using Marquee.Data;

namespace Marquee.Storage;

/// <summary>How far an import has come.</summary>
/// <param name="Stage">Which of the two passes.</param>
/// <param name="Read">How far this pass has read.</param>
/// <param name="Records">Records this pass has seen.</param>
public readonly record struct ImportProgress(ImportStage Stage, ReadProgress Read, long Records);
