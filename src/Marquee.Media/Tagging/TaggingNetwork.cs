using Marquee.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Media;

/// <summary>Encoders, fusion and heads: from examples of several modalities to labels.</summary>
internal sealed class TaggingNetwork
{
    private readonly FusionNetwork _fusion;
    private readonly TaggingHead[] _heads;
    private readonly IReadOnlyList<InputScale> _scales;
    private readonly float _dropout;

    public TaggingNetwork(FusionNetwork fusion, ParameterSet parameters, IReadOnlyList<InputScale> scales, LabelSets labels, int experts, float dropout)
    {
        (_fusion, _scales, _dropout) = (fusion, scales, dropout);
        _heads = [.. Enumerable.Range(0, fusion.IsLate ? fusion.Modalities : 1).Select(place => new TaggingHead(parameters, fusion.IsLate ? $"head.{place}" : "head", fusion.Dimensions, labels, experts))];
    }

    /// <summary>Numbers of the vector that labels are foretold from; several such where modalities answer on their own.</summary>
    public int Dimensions => _fusion.Dimensions * _heads.Length;

    /// <summary>Reads examples as the encoders want them.</summary>
    public void Read(Tape tape, ModalBatch batch, ReadOnlySpan<int> indices, double modalityDropout)
    {
        batch.Read(tape, indices, modalityDropout);
        for (var modality = 0; modality < _scales.Count; modality++)
        {
            _scales[modality].Apply(batch.Input(modality).Values);
        }
    }

    /// <summary>The loss of a batch, a sum over its examples.</summary>
    public Tensor Loss(Tape tape, ModalBatch batch, LabelSets labels, ReadOnlySpan<int> indices)
    {
        if (!_fusion.IsLate)
        {
            var (vectors, _) = _fusion.Fuse(tape, batch);
            return _heads[0].Loss(tape, _heads[0].Apply(tape, tape.Dropout(vectors, _dropout)), labels, indices);
        }

        // The mean of the modalities' log-odds is what is judged: with several experts a mixture of the gates' and experts' logits.
        return _heads[0].Loss(tape, Late(tape, batch, _fusion.Vectors(tape, batch)), labels, indices);
    }

    /// <summary>Computes the vectors of a batch alone.</summary>
    public void Encode(Tape tape, ModalBatch batch) => _ = _fusion.IsLate ? _fusion.Vectors(tape, batch)[0] : _fusion.Fuse(tape, batch).Vectors;

    /// <summary>Log-odds, vectors and the weights of modalities of a batch, each where it is wanted.</summary>
    public void Run(Tape tape, ModalBatch batch, DenseMatrix? odds, DenseMatrix? encoded, DenseMatrix? weights)
    {
        Tensor? logits;
        if (_fusion.IsLate)
        {
            var vectors = _fusion.Vectors(tape, batch);
            Copy(tape.Concatenate(^1, vectors), encoded);
            Copy(_fusion.LateWeights(tape, batch), weights);
            logits = odds is null ? null : Late(tape, batch, vectors);
        }
        else
        {
            var (vectors, shares) = _fusion.Fuse(tape, batch);
            Copy(vectors, encoded);
            Copy(shares, weights);
            logits = odds is null ? null : _heads[0].Apply(tape, vectors);
        }

        for (var row = 0; logits is not null && row < batch.Count; row++)
        {
            _heads[0].LogOdds(logits, row, odds!.Row(row));
        }
    }

    private static void Copy(Tensor? from, DenseMatrix? to)
    {
        if (to is not null)
        {
            (from ?? throw new InvalidOperationException("This form of fusion has no weights of modalities.")).Values.CopyTo(to.Span);
        }
    }

    private Tensor Late(Tape tape, ModalBatch batch, Tensor[] vectors)
    {
        var weights = _fusion.LateWeights(tape, batch);
        Tensor? sum = null;
        for (var modality = 0; modality < vectors.Length; modality++)
        {
            var part = tape.MultiplyElements(_heads[modality].Apply(tape, tape.Dropout(vectors[modality], _dropout)), tape.Slice(weights, ^1, modality, 1));
            sum = sum is null ? part : tape.Add(sum, part);
        }

        return sum!;
    }
}
