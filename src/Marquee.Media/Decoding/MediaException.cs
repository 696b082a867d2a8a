namespace Marquee.Media;

/// <summary>A picture, sound or clip that cannot be read: what is wrong, in which file and where in it, and what would be right.</summary>
public sealed class MediaException : Exception
{
    /// <summary>Nothing is known of it.</summary>
    public MediaException()
    {
    }

    /// <summary>What is wrong.</summary>
    public MediaException(string message)
        : base(message)
    {
    }

    /// <summary>What is wrong, and what it came from.</summary>
    public MediaException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
