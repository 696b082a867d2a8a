namespace Marquee.Storage;

/// <summary>A store or a workspace cannot be used as it is; the message says why and what would help.</summary>
/// <param name="message">What is wrong, where, and what would be right.</param>
/// <param name="inner">What caused it, if anything.</param>
public sealed class StoreException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether the disk of the store is full: it works again as soon as there is room.</summary>
    public bool IsDiskFull { get; init; }
}
