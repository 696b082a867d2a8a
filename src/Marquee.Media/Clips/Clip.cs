namespace Marquee.Media;

/// <summary>A piece of video: pictures at equal distances in time, and the sound that goes with them.</summary>
/// <param name="Frames">Pictures of one size, the first at the beginning.</param>
/// <param name="FramesPerSecond">Pictures a second, above 0.</param>
/// <param name="Sound">The sound, from the same beginning; null where there is none.</param>
public sealed record Clip(IReadOnlyList<Picture> Frames, double FramesPerSecond, Sound? Sound);
