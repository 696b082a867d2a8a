using Marquee.Numerics.Learning;

namespace Marquee.Media;

/// <summary>Layers of a linear map, a normalisation of each row and a rectifier, then a linear map: <c>W2 relu(norm(W1 x + b1)) + b2</c>.</summary>
/// <remarks>Rows are normalised (Ba, Kiros and Hinton, Layer Normalization, 2016), not columns of the batch: what comes out does not depend on the company.</remarks>
public sealed class PerceptronEncoder : IEncoder
{
    private readonly LinearLayer[] _layers;
    private readonly LayerNormLayer[] _norms;
    private readonly float _dropout;

    internal PerceptronEncoder(ParameterSet parameters, string name, PerceptronDesign design)
    {
        (Input, Dimensions, _dropout) = (design.Input, design.Dimensions, (float)design.Dropout);
        int[] sizes = [design.Input.Count, .. design.Hidden, design.Dimensions];
        _layers = [.. Enumerable.Range(0, sizes.Length - 1).Select(layer => new LinearLayer(parameters, $"{name}.{layer}", sizes[layer], sizes[layer + 1]))];
        _norms = [.. design.Hidden.Select((size, layer) => new LayerNormLayer(parameters, $"{name}.{layer}.norm", size))];
    }

    /// <inheritdoc/>
    public PlaneShape Input { get; }

    /// <inheritdoc/>
    public int Dimensions { get; }

    /// <inheritdoc/>
    public Tensor Encode(Tape tape, Tensor batch)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(batch);
        var output = tape.Reshape(batch, new TensorShape(batch.Shape[0], Input.Count));
        for (var layer = 0; layer < _norms.Length; layer++)
        {
            output = tape.Dropout(tape.Relu(_norms[layer].Apply(tape, _layers[layer].Apply(tape, output))), _dropout);
        }

        return _layers[^1].Apply(tape, output);
    }
}
