using Marquee.Numerics.Learning;

namespace Marquee.Recommenders;

/// <summary>The network of <see cref="SasrecTrainer"/> but for the items: its parameters, and what it computes of histories. The same for training and for serving.</summary>
internal sealed class SasrecNetwork
{
    // Numbers between the two linear maps behind each attention, for each factor.
    private const int Expansion = 4;

    private readonly SasrecOptions _options;
    private readonly Parameter _places;
    private readonly Parameter? _gaps;
    private readonly Block[] _blocks;
    private readonly Parameter _gain;
    private readonly Parameter _bias;
    private readonly bool _hasPlaces;

    /// <summary>Adds the parameters to a set.</summary>
    public SasrecNetwork(ParameterSet parameters, SasrecOptions options, bool knowsTimes)
    {
        _options = options;
        _hasPlaces = options.Positions != SasrecPositions.Relative;
        var factors = options.Factors;
        _places = parameters.AddNormal("places", new TensorShape(_hasPlaces ? options.MaximumLength + 1 : 1, factors), InitialDeviation);
        _gaps = options.TimeGaps && knowsTimes ? parameters.AddNormal("gaps", new TensorShape(PairBuckets.TimeGapClasses, factors), InitialDeviation) : null;
        _blocks = [.. Enumerable.Range(0, options.Blocks).Select(block => new Block(parameters, $"blocks.{block}", options, _gaps is not null))];
        _gain = parameters.AddConstant("gain", new TensorShape(factors), 1);
        _bias = parameters.AddConstant("bias", new TensorShape(factors));
    }

    /// <summary>Standard deviation of what describes items and places at the start.</summary>
    public static double InitialDeviation => 0.02;

    /// <summary>What each place knows, such that its products with the rows of the table tell what comes next.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="table">What describes each item.</param>
    /// <param name="sequences">The histories.</param>
    /// <param name="wanted">The places that are asked for; nothing for all.</param>
    /// <returns><c>places x factors</c>.</returns>
    public Tensor Read(Tape tape, Tensor table, SasrecSequences sequences, ReadOnlySpan<int> wanted = default)
    {
        var rate = (float)_options.Dropout;
        // The scale of the original: what describes an item is small, so that products with it start small.
        var x = tape.Scale(tape.Gather(table, sequences.Items), MathF.Sqrt(_options.Factors));
        x = tape.Add(x, tape.Gather(_places, PlaceRows(tape, sequences)));
        if (_gaps is not null)
        {
            x = tape.Add(x, tape.Gather(_gaps, sequences.Gaps));
            sequences.Pairs.FillWithTimeGaps(sequences.Offsets, sequences.Times);
        }

        x = tape.Dropout(x, rate);
        for (var block = 0; block < _blocks.Length; block++)
        {
            x = _blocks[block].Read(tape, x, sequences, rate, block == _blocks.Length - 1 ? wanted : default);
        }

        return tape.LayerNorm(x, tape.Use(_gain), tape.Use(_bias));
    }

    private ReadOnlySpan<int> PlaceRows(Tape tape, SasrecSequences sequences)
    {
        if (_hasPlaces)
        {
            return sequences.Places;
        }

        var rows = System.Runtime.InteropServices.MemoryMarshal.Cast<float, int>(tape.Scratch(sequences.PlaceCount));
        for (var place = 0; place < rows.Length; place++)
        {
            rows[place] = sequences.Items[place] == SasrecSequences.Start ? 0 : -1;
        }

        return rows;
    }

    private sealed class Block
    {
        private readonly int _heads;
        private readonly Norm _first;
        private readonly Norm _second;
        private readonly Map _input;
        private readonly Map _output;
        private readonly Map _widen;
        private readonly Map _narrow;
        private readonly Parameter? _distances;
        private readonly Parameter? _gaps;

        public Block(ParameterSet parameters, string name, SasrecOptions options, bool knowsTimes)
        {
            _heads = options.Heads;
            var factors = options.Factors;
            _first = new Norm(parameters, $"{name}.attention-norm", factors);
            // Heads are equally wide: rounded up where they do not share out the factors evenly.
            var width = (factors + _heads - 1) / _heads * _heads;
            _input = new Map(parameters, $"{name}.attention-input", factors, 3 * width);
            _output = new Map(parameters, $"{name}.attention-output", width, factors);
            _distances = options.Positions == SasrecPositions.Absolute ? null : parameters.AddConstant($"{name}.distances", new TensorShape(_heads, options.MaximumLength + 1));
            _gaps = knowsTimes ? parameters.AddConstant($"{name}.gaps", new TensorShape(_heads, PairBuckets.TimeGapClasses)) : null;
            _second = new Norm(parameters, $"{name}.network-norm", factors);
            _widen = new Map(parameters, $"{name}.network-input", factors, Expansion * factors);
            _narrow = new Map(parameters, $"{name}.network-output", Expansion * factors, factors);
        }

        public Tensor Read(Tape tape, Tensor x, SasrecSequences sequences, float rate, ReadOnlySpan<int> wanted)
        {
            var attended = tape.Attend(
                _input.Apply(tape, _first.Apply(tape, x)), sequences.Offsets, _heads, causal: true, rate,
                _distances is null ? null : tape.Use(_distances), _gaps is null ? null : tape.Use(_gaps), _gaps is null ? null : sequences.Pairs);
            if (!wanted.IsEmpty)
            {
                (x, attended) = (tape.Gather(x, wanted), tape.Gather(attended, wanted));
            }

            x = tape.AddDropout(x, _output.Apply(tape, attended), rate);
            return tape.AddDropout(x, _narrow.Apply(tape, tape.Gelu(_widen.Apply(tape, _second.Apply(tape, x)))), rate);
        }
    }

    private sealed class Norm(ParameterSet parameters, string name, int factors)
    {
        private readonly Parameter _gain = parameters.AddConstant($"{name}.gain", new TensorShape(factors), 1);
        private readonly Parameter _bias = parameters.AddConstant($"{name}.bias", new TensorShape(factors));

        public Tensor Apply(Tape tape, Tensor x) => tape.LayerNorm(x, tape.Use(_gain), tape.Use(_bias));
    }

    private sealed class Map(ParameterSet parameters, string name, int inputs, int outputs)
    {
        private readonly Parameter _weights = parameters.AddGlorot($"{name}.weights", inputs, outputs);
        private readonly Parameter _bias = parameters.AddConstant($"{name}.bias", new TensorShape(outputs));

        public Tensor Apply(Tape tape, Tensor x) => tape.Linear(x, tape.Use(_weights), tape.Use(_bias));
    }
}
