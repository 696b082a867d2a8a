namespace Marquee.Numerics.Learning;

/// <summary>The numbers of one factor of a sum, in their order: three loops within one another.</summary>
/// <param name="Outer">Turns of the outermost loop.</param>
/// <param name="OuterStep">Distance between the first numbers of its turns.</param>
/// <param name="Middle">Turns of the loop within.</param>
/// <param name="MiddleStep">Distance between the first numbers of its turns.</param>
/// <param name="Inner">Turns of the innermost loop.</param>
/// <param name="InnerStep">Distance between its numbers.</param>
internal readonly record struct WindowWalk(int Outer, nint OuterStep, int Middle, nint MiddleStep, int Inner, nint InnerStep);
