using Marquee.Numerics.Learning;

namespace Marquee.Media;

/// <summary>Two 3 x 3 convolutions and a way past them.</summary>
internal sealed class ResidualBlock
{
    private readonly ConvolutionLayer _first;
    private readonly ConvolutionLayer _second;
    private readonly ConvolutionLayer? _shortcut;
    private readonly EncoderNorm _firstNorm;
    private readonly EncoderNorm _secondNorm;
    private readonly EncoderNorm? _shortcutNorm;

    public ResidualBlock(ParameterSet parameters, string name, int channels, int outputs, int stride, EncoderNormalization normalization)
    {
        _first = new ConvolutionLayer(parameters, $"{name}.first", channels, outputs, 3, stride, 1, hasBias: false);
        _firstNorm = new EncoderNorm(parameters, $"{name}.first.norm", outputs, normalization);
        _second = new ConvolutionLayer(parameters, $"{name}.second", outputs, outputs, 3, 1, 1, hasBias: false);
        _secondNorm = new EncoderNorm(parameters, $"{name}.second.norm", outputs, normalization);
        _secondNorm.Gain.Values.Clear();
        if (stride != 1 || channels != outputs)
        {
            _shortcut = new ConvolutionLayer(parameters, $"{name}.shortcut", channels, outputs, 1, stride, hasBias: false);
            _shortcutNorm = new EncoderNorm(parameters, $"{name}.shortcut.norm", outputs, normalization);
        }
    }

    public Tensor Apply(Tape tape, Tensor input)
    {
        var past = _shortcut is null ? input : _shortcutNorm!.Apply(tape, _shortcut.Apply(tape, input), null, rectified: false);
        var inner = _firstNorm.Apply(tape, _first.Apply(tape, input), null);
        return _secondNorm.Apply(tape, _second.Apply(tape, inner), past);
    }

    /// <summary>Multiply-adds for planes of a shape, which becomes that of the result.</summary>
    public long MultiplyAdds(ref PlaneShape plane)
    {
        var past = plane;
        var count = _shortcut is null ? 0 : MultiplyAdds(_shortcut, ref past);
        return count + MultiplyAdds(_first, ref plane) + MultiplyAdds(_second, ref plane);
    }

    /// <summary>Multiply-adds of a convolution for planes of a shape, which becomes that of the result.</summary>
    public static long MultiplyAdds(ConvolutionLayer layer, ref PlaneShape plane)
    {
        var weights = layer.Weights.Shape;
        plane = new PlaneShape(
            (plane.Height + 2 * layer.Padding - weights[0]) / layer.Stride + 1, (plane.Width + 2 * layer.Padding - weights[1]) / layer.Stride + 1, weights[3]);
        return (long)plane.Height * plane.Width * weights.Count;
    }
}
