namespace Marquee.Data;

/// <summary>How a part of a data set came to its place.</summary>
public enum PartArrival
{
    /// <summary>It was there before.</summary>
    WasHere,

    /// <summary>It was downloaded.</summary>
    Downloaded,

    /// <summary>It was taken from a local copy.</summary>
    Copied,

    /// <summary>The local copy does not hold it.</summary>
    Missing,
}
