namespace Marquee.Storage;

/// <summary>The passes of an import.</summary>
public enum ImportStage
{
    /// <summary>Everything is read and nothing written.</summary>
    Checking,

    /// <summary>Everything is read again and written.</summary>
    Writing,
}
