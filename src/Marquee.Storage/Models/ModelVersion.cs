namespace Marquee.Storage;

/// <summary>One published model.</summary>
/// <param name="Name">The name it was published under; most often that of its family.</param>
/// <param name="Version">Its number, from 1; never given twice under one name.</param>
/// <param name="Directory">The folder that holds it.</param>
public sealed record ModelVersion(string Name, int Version, string Directory);
