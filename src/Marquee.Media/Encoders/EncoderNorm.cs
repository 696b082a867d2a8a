using Marquee.Numerics.Learning;

namespace Marquee.Media;

/// <summary>A normalisation of an encoder, of either kind, with the residual and the rectifier behind it.</summary>
internal sealed class EncoderNorm
{
    private readonly BatchNormLayer? _batch;
    private readonly LayerNormLayer? _layer;

    public EncoderNorm(ParameterSet parameters, string name, int channels, EncoderNormalization kind)
    {
        if (kind == EncoderNormalization.Batch)
        {
            _batch = new BatchNormLayer(parameters, name, channels);
        }
        else
        {
            _layer = new LayerNormLayer(parameters, name, channels);
        }
    }

    /// <summary>One number a channel.</summary>
    public Parameter Gain => _batch?.Gain ?? _layer!.Gain;

    /// <summary>Normalises, adds the residual where there is one, and rectifies.</summary>
    public Tensor Apply(Tape tape, Tensor input, Tensor? residual, bool rectified = true)
    {
        if (_batch is not null)
        {
            return _batch.Apply(tape, input, residual, rectified);
        }

        var output = _layer!.Apply(tape, input);
        output = residual is null ? output : tape.Add(output, residual);
        return rectified ? tape.Relu(output) : output;
    }
}
