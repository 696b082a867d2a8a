using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>The layers that turn a profile into what is wanted: <c>tanh(u W1 + b1) W2 + b2 + u S</c>.</summary>
/// <param name="HiddenWeights">W1, <c>factors x hidden</c>.</param>
/// <param name="HiddenBiases">b1.</param>
/// <param name="OutputWeights">W2, <c>hidden x factors</c>.</param>
/// <param name="OutputBiases">b2.</param>
/// <param name="StraightWeights">S, <c>factors x factors</c>.</param>
/// <param name="Gain">What the sum of a history is multiplied by.</param>
internal sealed record NetworkLayers(
    DenseMatrix HiddenWeights, float[] HiddenBiases, DenseMatrix OutputWeights, float[] OutputBiases, DenseMatrix StraightWeights, float Gain);
