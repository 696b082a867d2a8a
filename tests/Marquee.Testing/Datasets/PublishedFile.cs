namespace Marquee.Testing;

/// <summary>A file of a <see cref="LoopbackServer"/>, and what goes wrong with it.</summary>
/// <param name="content">Its bytes.</param>
public sealed class PublishedFile(byte[] content)
{
    private int _cutsMade;
    private int _statusesGiven;

    public byte[] Content { get; } = content;

    /// <summary>The tag of its version.</summary>
    public string? EntityTag { get; init; }

    /// <summary>Whether the server can begin in the middle.</summary>
    public bool SupportsRanges { get; init; } = true;

    /// <summary>After how many bytes of the body the line is cut.</summary>
    public int CutAfter { get; init; }

    /// <summary>How many answers are cut.</summary>
    public int Cuts { get; init; }

    /// <summary>Whether a cut line stays open without a word.</summary>
    public bool IsSilentAfterCut { get; init; }

    /// <summary>The status to answer with instead of the file.</summary>
    public int? Status { get; init; }

    /// <summary>How many answers have this status.</summary>
    public int Statuses { get; init; } = int.MaxValue;

    internal int? NextCut() => _cutsMade < Cuts && ++_cutsMade > 0 ? CutAfter : null;

    internal int? NextStatus() => Status is not null && _statusesGiven < Statuses && ++_statusesGiven > 0 ? Status : null;
}
