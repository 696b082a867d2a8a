using Marquee.Numerics;

namespace Marquee.Content;

/// <summary>Items laid out in the plane.</summary>
/// <param name="Positions">Where each item lies, <c>items x 2</c>; the mean is the origin.</param>
/// <param name="Divergence">How far the neighbourhoods of the map are from those of the items (Kullback-Leibler divergence, in nats); less is better.</param>
/// <param name="Form">The form that was used.</param>
public sealed record NeighbourMapResult(DenseMatrix Positions, double Divergence, MapForm Form);
