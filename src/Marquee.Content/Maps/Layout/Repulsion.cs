using Marquee.Numerics;

namespace Marquee.Content;

/// <summary>
/// How all items push each other away: for each <c>i</c> the force <c>sum over j of q(i, j)^2 (y(i) - y(j))</c>, and their common divisor <c>sum over i and j not i of q(i, j)</c>, where
/// <c>q(i, j) = 1 / (1 + |y(i) - y(j)|^2)</c>. One object serves the steps of one map.
/// </summary>
internal abstract class Repulsion
{
    /// <summary>Computes the forces.</summary>
    /// <param name="x">First coordinates.</param>
    /// <param name="y">Second coordinates.</param>
    /// <param name="forceX">Receives first coordinates of the forces, not yet divided.</param>
    /// <param name="forceY">Receives second coordinates.</param>
    /// <param name="team">Who computes.</param>
    /// <returns>The divisor.</returns>
    public abstract double Compute(float[] x, float[] y, float[] forceX, float[] forceY, WorkerTeam team);

    /// <summary>The repulsion of a form.</summary>
    public static Repulsion Of(MapForm form, int items, NeighbourMapOptions options, int threads) => form switch
    {
        MapForm.BarnesHut => new BarnesHutRepulsion(items, options.Angle),
        MapForm.Grid => new GridRepulsion(items, options.GridSpacing, threads),
        _ => new ExactRepulsion(items),
    };

    /// <summary>The sum of parts in their order.</summary>
    protected static double Sum(ReadOnlySpan<double> parts)
    {
        var sum = 0.0;
        foreach (var part in parts)
        {
            sum += part;
        }

        return sum;
    }
}
