using Marquee.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Media;

/// <summary>
/// A residual network of convolutions for pictures and spectrograms: a first convolution, stages of residual blocks of two 3 x 3 convolutions, and the mean over all places.
/// </summary>
/// <remarks>
/// <para>
/// Source: He et al., Deep Residual Learning for Image Recognition, 2015, in the form for small pictures (no pooling behind the first convolution). The first block of each stage but the first halves height and width; where a block changes
/// the shape, its shortcut is a 1 x 1 convolution. The last gain of each block begins at 0, so that a block begins as its shortcut (Goyal et al., Accurate, Large Minibatch SGD, 2017).
/// </para>
/// <para>Since the places are averaged at the end, pictures of any height and width can be encoded, not only those of <see cref="Input"/>; the channels must agree. An example costs <see cref="MultiplyAdds"/>.</para>
/// </remarks>
public sealed class ConvolutionEncoder : IEncoder
{
    private readonly ParameterSet _parameters;
    private readonly ConvolutionLayer _stem;
    private readonly EncoderNorm _stemNorm;
    private readonly List<ResidualBlock> _blocks = [];

    /// <summary>Adds the network's parameters to a set, under names that begin with <paramref name="name"/>.</summary>
    /// <param name="parameters">The set.</param>
    /// <param name="name">Name of the encoder, unique within the set.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="options">How large it is; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is not possible, or the input has no places or channels.</exception>
    public ConvolutionEncoder(ParameterSet parameters, string name, PlaneShape input, ConvolutionEncoderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        options ??= new ConvolutionEncoderOptions();
        options.Validate();
        if (input.Height < 1 || input.Width < 1 || input.Channels < 1)
        {
            throw new ArgumentException($"An encoder of convolutions reads at least one place of one channel, not {input}.", nameof(input));
        }

        _parameters = parameters;
        Input = input;
        Options = options;
        var channels = options.Widths[0];
        _stem = new ConvolutionLayer(parameters, $"{name}.stem", input.Channels, channels, options.StemSize, options.StemStride, options.StemSize / 2, hasBias: false);
        _stemNorm = new EncoderNorm(parameters, $"{name}.stem.norm", channels, options.Normalization);
        for (var stage = 0; stage < options.Widths.Count; stage++)
        {
            for (var block = 0; block < options.Blocks; block++)
            {
                var stride = stage > 0 && block == 0 ? 2 : 1;
                _blocks.Add(new ResidualBlock(parameters, $"{name}.stages.{stage}.{block}", channels, options.Widths[stage], stride, options.Normalization));
                channels = options.Widths[stage];
            }
        }
    }

    /// <inheritdoc/>
    public PlaneShape Input { get; }

    /// <summary>How large it is.</summary>
    public ConvolutionEncoderOptions Options { get; }

    /// <inheritdoc/>
    public int Dimensions => Options.Widths[^1];

    /// <summary>Multiply-adds of the convolutions for one example of the shape <see cref="Input"/>; learning from it takes about three times as many.</summary>
    public long MultiplyAdds
    {
        get
        {
            var plane = Input;
            var count = ResidualBlock.MultiplyAdds(_stem, ref plane);
            return count + _blocks.Sum(block => block.MultiplyAdds(ref plane));
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The batch is not one of examples x height x width x channels with the channels of <see cref="Input"/>.</exception>
    public Tensor Encode(Tape tape, Tensor batch)
    {
        var x = Begin(tape, batch);
        foreach (var block in _blocks)
        {
            x = block.Apply(tape, x);
        }

        return tape.GlobalAveragePool(x);
    }

    /// <summary>How many numbers a readout has.</summary>
    /// <exception cref="ArgumentException">There are not so many stages, or cells.</exception>
    internal int DimensionsOf(EncoderReadout readout)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(readout.Grid, nameof(readout));
        return readout.Stages >= 1 && readout.Stages <= Options.Widths.Count
            ? readout.Grid * readout.Grid * Options.Widths.TakeLast(readout.Stages).Sum()
            : throw new ArgumentException($"The encoder has {Options.Widths.Count} stages, and {readout.Stages} are to be read.", nameof(readout));
    }

    /// <summary>Writes what a readout reads of each example of a batch, first stages first, the cells of a stage row by row.</summary>
    internal void Read(Tape tape, Tensor batch, EncoderReadout readout, DenseMatrix vectors)
    {
        var x = Begin(tape, batch);
        var (first, offset) = (Options.Widths.Count - readout.Stages, 0);
        for (var stage = 0; stage < Options.Widths.Count; stage++)
        {
            foreach (var block in _blocks.Skip(stage * Options.Blocks).Take(Options.Blocks))
            {
                x = block.Apply(tape, x);
            }

            if (stage >= first)
            {
                offset += GridMeans.Write(x, readout.Grid, vectors, offset);
            }
        }
    }

    private Tensor Begin(Tape tape, Tensor batch)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(batch);
        if (batch.Shape.Rank != 4 || batch.Shape[3] != Input.Channels)
        {
            throw new ArgumentException($"This encoder reads examples x height x width x {Input.Channels}, not {batch.Shape}.", nameof(batch));
        }

        return _stemNorm.Apply(tape, _stem.Apply(tape, batch), null);
    }

    /// <summary>
    /// Fixes the means and variances that the encoder is used with outside of training, from examples; to be called when training is over, and before a validation. Does nothing where <see cref="ConvolutionEncoderOptions.Normalization"/>
    /// is by layer.
    /// </summary>
    /// <param name="examples">Examples such as those of training; some thousands suffice.</param>
    /// <param name="batchSize">Examples of a batch, about as many as in a slice of training.</param>
    /// <param name="maximumExamples">Most examples to take, evenly spread.</param>
    /// <param name="cancellationToken">Cancels between batches.</param>
    /// <exception cref="ArgumentException">There are no examples, or they have other channels.</exception>
    public void MeasureStatistics(IExamples examples, int batchSize = 128, int maximumExamples = 4096, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maximumExamples);
        if (examples.Count == 0)
        {
            throw new ArgumentException("There are no examples to measure.", nameof(examples));
        }

        if (Options.Normalization == EncoderNormalization.Layer)
        {
            return;
        }

        var count = Math.Min(examples.Count, maximumExamples);
        // Batches of equal size: a last one of few examples would count as much as it is noisy.
        var batches = (count + batchSize - 1) / batchSize;
        var shape = examples.Shape;
        BatchStatistics.Measure(
            _parameters,
            batches,
            (tape, batch) =>
            {
                var first = (int)((long)batch * count / batches);
                var size = (int)((batch + 1L) * count / batches) - first;
                var input = tape.Input(new TensorShape([size, shape.Height, shape.Width, shape.Channels]));
                for (var index = 0; index < size; index++)
                {
                    examples.Read((int)((long)(first + index) * examples.Count / count), input.Values.Slice(index * shape.Count, shape.Count));
                }

                Encode(tape, input);
            },
            cancellationToken);
    }
}
