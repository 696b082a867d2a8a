using Marquee.Numerics.Learning;

namespace Marquee.Content;

/// <summary>Reads texts: word vectors and places, then blocks of attention between the words of a text and of a network at each. The same for pre-training, training and use.</summary>
internal sealed class TextNetwork
{
    // Numbers between the two linear maps behind each attention, for each dimension.
    private const int Expansion = 2;
    private const double InitialDeviation = 0.02;

    private readonly TextEncoderOptions _options;
    private readonly WordVectors _vectors;
    private readonly float _scale;
    private readonly Parameter _words;
    private readonly Parameter _numbers;
    private readonly LayerNormLayer _input;
    private readonly Block[] _blocks;
    private readonly LayerNormLayer _output;

    /// <summary>Adds the parameters to a set.</summary>
    public TextNetwork(ParameterSet parameters, WordVectors vectors, TextEncoderOptions options)
    {
        (_vectors, _options) = (vectors, options);
        var dimensions = vectors.Dimensions;
        _words = parameters.AddNormal("text.words", new TensorShape(vectors.Vocabulary.Words.Count + 1, dimensions), InitialDeviation, hasSparseGradient: true);
        var known = vectors.KnownWords();
        _scale = Scale(known.Span, known.Rows);
        for (var index = 0; index < known.Span.Length; index++)
        {
            _words.Values[index] = known.Span[index] * _scale;
        }

        _numbers = parameters.AddNormal("text.places", new TensorShape(options.MaximumLength, dimensions), InitialDeviation);
        _input = new LayerNormLayer(parameters, "text.input", dimensions);
        _blocks = [.. Enumerable.Range(0, options.Blocks).Select(block => new Block(parameters, $"text.blocks.{block}", dimensions, options.Heads))];
        _output = new LayerNormLayer(parameters, "text.output", dimensions);
    }

    /// <summary>The row that stands for a masked word.</summary>
    public int Mask => _vectors.Vocabulary.Words.Count;

    /// <summary>Reads texts.</summary>
    /// <returns>The words themselves and the words as their texts make them, both <c>places x dimensions</c>.</returns>
    public (Tensor Words, Tensor InContext) Read(Tape tape, TextPlaces places)
    {
        var rate = (float)_options.Dropout;
        var unknown = tape.Input(new TensorShape(places.PlaceCount, _vectors.Dimensions));
        places.WriteUnknown(unknown.Values, _scale);
        var words = tape.Add(tape.Gather(_words, places.TableRows), unknown);
        var x = tape.Dropout(_input.Apply(tape, tape.Add(words, tape.Gather(_numbers, places.Numbers))), rate);
        foreach (var block in _blocks)
        {
            x = block.Read(tape, x, places.Offsets, rate);
        }

        return (words, _output.Apply(tape, x));
    }

    // Makes the vectors as long as those of a table drawn at random would be.
    private static float Scale(ReadOnlySpan<float> numbers, int rows)
    {
        var sum = 0.0;
        foreach (var number in numbers)
        {
            sum += (double)number * number;
        }

        return sum > 0 ? (float)Math.Sqrt(rows / sum) : 1;
    }

    private sealed class Block(ParameterSet parameters, string name, int dimensions, int heads)
    {
        private readonly LayerNormLayer _first = new(parameters, $"{name}.attention-norm", dimensions);
        private readonly LinearLayer _input = new(parameters, $"{name}.attention-input", dimensions, 3 * dimensions);
        private readonly LinearLayer _output = new(parameters, $"{name}.attention-output", dimensions, dimensions);
        private readonly LayerNormLayer _second = new(parameters, $"{name}.network-norm", dimensions);
        private readonly LinearLayer _widen = new(parameters, $"{name}.network-input", dimensions, Expansion * dimensions);
        private readonly LinearLayer _narrow = new(parameters, $"{name}.network-output", Expansion * dimensions, dimensions);

        public Tensor Read(Tape tape, Tensor x, ReadOnlySpan<int> offsets, float rate)
        {
            var attended = tape.Attend(_input.Apply(tape, _first.Apply(tape, x)), offsets, heads, causal: false, rate);
            x = tape.AddDropout(x, _output.Apply(tape, attended), rate);
            return tape.AddDropout(x, _narrow.Apply(tape, tape.Gelu(_widen.Apply(tape, _second.Apply(tape, x)))), rate);
        }
    }
}
