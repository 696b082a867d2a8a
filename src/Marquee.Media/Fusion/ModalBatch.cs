using System.Runtime.InteropServices;
using Marquee.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Media;

/// <summary>Some examples on a tape: of each modality the numbers, zeros where it is missing, and which of them are there.</summary>
internal sealed class ModalBatch
{
    private readonly ModalExamples _examples;
    private readonly Tensor[] _inputs;
    private readonly Tensor[] _present;

    public ModalBatch(ModalExamples examples) =>
        (_examples, _inputs, _present) = (examples, new Tensor[examples.Modalities.Count], new Tensor[examples.Modalities.Count]);

    /// <summary>Number of modalities.</summary>
    public int Modalities => _inputs.Length;

    /// <summary>Number of examples.</summary>
    public int Count { get; private set; }

    /// <summary>The numbers of a modality, <c>examples x height x width x channels</c>.</summary>
    public Tensor Input(int modality) => _inputs[modality];

    /// <summary>1 where an example has a modality, 0 where not: <c>examples x 1</c>.</summary>
    public Tensor Present(int modality) => _present[modality];

    /// <summary>Reads examples.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="indices">Which.</param>
    /// <param name="dropout">Share of them that loses a modality; only where the tape trains.</param>
    public void Read(Tape tape, ReadOnlySpan<int> indices, double dropout)
    {
        Count = indices.Length;
        var hidden = MemoryMarshal.Cast<float, int>(tape.Scratch(Count));
        Hide(tape, indices, dropout, hidden);
        for (var modality = 0; modality < _inputs.Length; modality++)
        {
            var source = _examples.Modalities[modality];
            var shape = source.Examples.Shape;
            _inputs[modality] = tape.Input(new TensorShape([Count, shape.Height, shape.Width, shape.Channels]));
            _present[modality] = tape.Input(new TensorShape(Count, 1));
            for (var row = 0; row < Count; row++)
            {
                var target = _inputs[modality].Values.Slice(row * shape.Count, shape.Count);
                var isPresent = source.Has(indices[row]) && hidden[row] != modality;
                _present[modality].Values[row] = isPresent ? 1 : 0;
                if (isPresent)
                {
                    source.Examples.Read(indices[row], target);
                }
                else
                {
                    target.Clear();
                }
            }
        }
    }

    /// <summary>Draws which modality each example loses; -1 for none.</summary>
    private void Hide(Tape tape, ReadOnlySpan<int> indices, double dropout, Span<int> hidden)
    {
        hidden.Fill(-1);
        if (!tape.IsTraining || dropout == 0)
        {
            return;
        }

        var random = new SplitMix64(tape.NextSeed());
        for (var row = 0; row < indices.Length; row++)
        {
            var (draw, place) = ((random.Next() >> 11) * (1.0 / (1UL << 53)), (random.Next() >> 11) * (1.0 / (1UL << 53)));
            var there = 0;
            foreach (var modality in _examples.Modalities)
            {
                there += modality.Has(indices[row]) ? 1 : 0;
            }

            if (there < 2 || draw >= dropout)
            {
                continue;
            }

            var left = (int)(place * there);
            for (var modality = 0; modality < _inputs.Length; modality++)
            {
                if (_examples.Modalities[modality].Has(indices[row]) && left-- == 0)
                {
                    hidden[row] = modality;
                }
            }
        }
    }
}
