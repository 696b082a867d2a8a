namespace Marquee.Numerics.Learning;

/// <summary>
/// A convolution of images with its parameters: normal weights of variance <c>2 / inputs of a window</c>, which keep the size of signals through rectifiers (He et al., Delving Deep into Rectifiers, 2015), and a bias of zeros where it is wanted.
/// </summary>
public sealed class ConvolutionLayer
{
    /// <summary>Adds the parameters <c>name.weights</c> and, where it is wanted, <c>name.bias</c> to a set.</summary>
    /// <param name="parameters">The set.</param>
    /// <param name="name">Name of the layer, unique within the set.</param>
    /// <param name="channels">Channels that come in.</param>
    /// <param name="outputs">Channels that go out.</param>
    /// <param name="size">Height and width of the window.</param>
    /// <param name="stride">Distance between windows.</param>
    /// <param name="padding">Zeros around each image; <c>size / 2</c> keeps the size of images where the stride is 1 and the size odd.</param>
    /// <param name="hasBias">Whether there is a bias; before a batch normalisation it would do nothing.</param>
    public ConvolutionLayer(ParameterSet parameters, string name, int channels, int outputs, int size, int stride = 1, int padding = 0, bool hasBias = true)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        Weights = parameters.AddNormal($"{name}.weights", new TensorShape([size, size, channels, outputs]), Math.Sqrt(2.0 / Math.Max(1, size * size * channels)));
        Bias = !hasBias ? null : parameters.AddConstant($"{name}.bias", new TensorShape(outputs));
        Stride = stride;
        Padding = padding;
    }

    /// <summary><c>size x size x channels x outputs</c>.</summary>
    public Parameter Weights { get; }

    /// <summary><c>outputs</c> numbers; null where there is none.</summary>
    public Parameter? Bias { get; }

    /// <summary>Distance between windows.</summary>
    public int Stride { get; }

    /// <summary>Zeros around each image.</summary>
    public int Padding { get; }

    /// <summary>Applies the convolution.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="images"><c>images x height x width x channels</c>.</param>
    /// <returns><c>images x rows x columns x outputs</c>.</returns>
    public Tensor Apply(Tape tape, Tensor images)
    {
        ArgumentNullException.ThrowIfNull(tape);
        return tape.Convolve(images, tape.Use(Weights), Bias is null ? null : tape.Use(Bias), Stride, Padding);
    }
}
