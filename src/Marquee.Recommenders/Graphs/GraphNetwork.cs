using Marquee.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Recommenders;

/// <summary>What one family makes of the items, and what it makes small.</summary>
internal abstract class GraphNetwork
{
    private readonly int _layers;

    protected GraphNetwork(GraphOptions options, ParameterSet parameters, int items)
    {
        _layers = options.Layers;
        Own = parameters.AddNormal("items", new TensorShape(items, options.Factors), options.InitialDeviation);
        Biases = parameters.AddConstant("biases", new TensorShape(items));
    }

    /// <summary>What each item is by itself, <c>items x factors</c>.</summary>
    public Parameter Own { get; }

    /// <summary>What each item scores whoever asks.</summary>
    public Parameter Biases { get; }

    /// <summary>The items in their two roles.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="graph">The graph of this pass.</param>
    public abstract ItemViews Items(Tape tape, InteractionGraph graph);

    /// <summary>The sum over the pairs of a slice of what is made small.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="items">What <see cref="Items"/> made on this tape.</param>
    /// <param name="profiles">Profiles of the slice's users, <c>pairs x factors</c>.</param>
    /// <param name="slice">The pairs.</param>
    public abstract Tensor Loss(Tape tape, ItemViews items, Tensor profiles, GraphSlice slice);

    /// <summary>The items as a trained model keeps them.</summary>
    public virtual ItemViews Online(Tape tape, ItemViews items) => items;

    /// <summary>The graph of a pass, without some of the edges.</summary>
    public virtual InteractionGraph Thin(InteractionGraph graph, double share, SplittableRandom random) => graph.Drop(share, random);

    /// <summary>The convolution of LightGCN as seen by users that have no numbers of their own: items gather in even hops, users in odd ones.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="graph">The graph.</param>
    /// <param name="items">The items before the first hop.</param>
    protected ItemViews Propagate(Tape tape, InteractionGraph graph, Tensor items)
    {
        var (sources, targets, hop) = (items, items, items);
        for (var layer = 2; layer <= _layers; layer += 2)
        {
            hop = graph.ToItems(tape, hop);
            targets = tape.Add(targets, hop);
            sources = layer < _layers ? targets : sources;
        }

        return new ItemViews(Mean(sources, (_layers + 1) / 2), Mean(targets, (_layers / 2) + 1));

        Tensor Mean(Tensor sum, int count) => count == 1 ? sum : tape.Scale(sum, 1f / count);
    }
}
