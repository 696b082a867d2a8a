using Marquee.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Content;

/// <summary>Texts as steps: some words are masked and foretold from the others.</summary>
/// <remarks>Of the chosen words eight in ten are masked, one is replaced by another and one is left, as in Devlin et al., BERT, 2019: what is read later holds no masks.</remarks>
internal sealed class MaskedWordTask : ILearningTask
{
    private const int MostSlices = 8;

    private readonly WordSequence[] _texts;
    private readonly TextEncoderOptions _options;
    private readonly TextNetwork _network;
    private readonly Parameter _output;
    private readonly int[] _order;
    private readonly TextPlaces[] _places;
    private readonly List<int>[] _chosen;
    private readonly List<int>[] _targets;
    private SplittableRandom _randomOfPass = new(0);
    private double _scale;

    public MaskedWordTask(WordSequence[] texts, WordVectors vectors, TextEncoderOptions options, TextNetwork network, ParameterSet parameters)
    {
        (_options, _network) = (options, network);
        _texts = [.. texts.Where(text => text.Words.Length > 1)];
        _order = [.. Enumerable.Range(0, _texts.Length)];
        _output = parameters.AddNormal("foretold", new TensorShape(Math.Min(options.ForetoldWords, vectors.Vocabulary.Words.Count), vectors.Dimensions), 0.02);
        MaximumSlices = Math.Min(MostSlices, options.BatchSize);
        _places = [.. Enumerable.Range(0, MaximumSlices).Select(_ => new TextPlaces(vectors))];
        _chosen = [.. _places.Select(_ => new List<int>())];
        _targets = [.. _places.Select(_ => new List<int>())];
    }

    /// <inheritdoc/>
    public int MaximumSlices { get; }

    /// <summary>Texts that have words enough to foretell one from another.</summary>
    public int TextCount => _texts.Length;

    /// <inheritdoc/>
    public int BeginEpoch(int epoch, SplittableRandom random)
    {
        _order.AsSpan().Sort();
        random.Split("order").Shuffle(_order.AsSpan());
        _randomOfPass = random.Split("masks");
        return (_texts.Length + _options.BatchSize - 1) / _options.BatchSize;
    }

    /// <inheritdoc/>
    public int BeginStep(int step)
    {
        var random = _randomOfPass.Split((ulong)step);
        var first = step * _options.BatchSize;
        var count = Math.Min(_options.BatchSize, _texts.Length - first);
        var slices = Math.Min(MaximumSlices, count);
        var foretold = 0;
        for (var slice = 0; slice < slices; slice++)
        {
            _places[slice].Clear();
            for (var index = slice; index < count; index += slices)
            {
                _places[slice].Add(_texts[_order[first + index]]);
            }

            Mask(_places[slice].Rows, random, _chosen[slice], _targets[slice]);
            foretold += _chosen[slice].Count;
        }

        _scale = 1.0 / Math.Max(1, foretold);
        return slices;
    }

    /// <inheritdoc/>
    public Tensor Loss(Tape tape, int slice)
    {
        var (_, read) = _network.Read(tape, _places[slice]);
        var targets = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_targets[slice]);
        var hidden = tape.Gather(read, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_chosen[slice]));
        Span<int> starts = targets.Length <= 1024 ? stackalloc int[targets.Length + 1] : new int[targets.Length + 1];
        for (var target = 0; target < starts.Length; target++)
        {
            starts[target] = target;
        }

        return tape.TableCrossEntropy(hidden, tape.Use(_output), new TableTargets(targets, starts[..^1], starts[1..], [1]), _scale);
    }

    private void Mask(Span<int> rows, SplittableRandom random, List<int> chosen, List<int> targets)
    {
        chosen.Clear();
        targets.Clear();
        for (var place = 0; place < rows.Length; place++)
        {
            if ((uint)rows[place] >= (uint)_output.Shape.Rows || random.NextDouble() >= _options.MaskedShare)
            {
                continue;
            }

            chosen.Add(place);
            targets.Add(rows[place]);
            var fate = random.NextDouble();
            rows[place] = fate < 0.8 ? _network.Mask : fate < 0.9 ? random.Next(_network.Mask) : rows[place];
        }
    }
}
