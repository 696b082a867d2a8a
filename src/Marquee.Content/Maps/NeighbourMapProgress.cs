namespace Marquee.Content;

/// <summary>How far a map has come.</summary>
/// <param name="Iteration">Steps done.</param>
/// <param name="Iterations">Steps in all.</param>
/// <param name="Divergence">How far the neighbourhoods of the map are from those of the items (Kullback-Leibler divergence, in nats), where it was computed: every 50 steps and at the end.</param>
public sealed record NeighbourMapProgress(int Iteration, int Iterations, double? Divergence);
