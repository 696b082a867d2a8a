namespace Marquee.Media;

/// <summary>A stretch of video between two cuts.</summary>
/// <param name="Start">Its first frame, from 0.</param>
/// <param name="Length">Frames.</param>
/// <param name="KeyFrame">The frame that is most like all of it.</param>
public readonly record struct Shot(int Start, int Length, int KeyFrame);
