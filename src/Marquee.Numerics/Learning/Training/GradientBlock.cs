namespace Marquee.Numerics.Learning;

/// <summary>A part of the gradient of a step, for one thread.</summary>
/// <param name="Gradient">Of which parameter.</param>
/// <param name="Start">First number, or, where the gradient is sparse, first of its rows.</param>
/// <param name="End">Behind the last.</param>
internal readonly record struct GradientBlock(ParameterGradient Gradient, int Start, int End);
