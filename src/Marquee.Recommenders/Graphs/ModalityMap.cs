using Marquee.Numerics.Learning;

namespace Marquee.Recommenders;

/// <summary>A linear map of what one modality knows of the items into the space of the factors.</summary>
internal sealed class ModalityMap(ParameterSet parameters, ItemModality modality, int factors)
{
    private readonly LinearLayer _map = new(parameters, modality.Name, modality.Rows.Columns, factors);

    /// <summary>The map of all items, <c>items x factors</c>.</summary>
    public Tensor All(Tape tape) => Map(tape, Input(tape));

    /// <summary>The map of some items.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="items">Which.</param>
    /// <param name="masked">Share of the features that are set to zero by chance; another one at each call.</param>
    public Tensor Some(Tape tape, ReadOnlySpan<int> items, double masked = 0)
    {
        var features = tape.Gather(Input(tape), items);
        return Map(tape, masked > 0 ? tape.Dropout(features, (float)masked) : features);
    }

    private Tensor Map(Tape tape, Tensor features) => tape.Scale(_map.Apply(tape, features), modality.Weight);

    private Tensor Input(Tape tape) => tape.Input(new TensorShape(modality.Rows.Rows, modality.Rows.Columns), modality.Rows.Span);
}
