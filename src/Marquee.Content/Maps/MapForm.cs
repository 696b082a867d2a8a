namespace Marquee.Content;

/// <summary>How the forces by which all items of a map push each other away are computed. The forces that draw neighbours together are the same in each.</summary>
public enum MapForm
{
    /// <summary>The fastest for the number of items: <see cref="Exact"/> for few, <see cref="Grid"/> for many (see <see cref="NeighbourMap.LargestExact"/>).</summary>
    Automatic,

    /// <summary>Every pair: O(items^2) a step. The reference for the others.</summary>
    Exact,

    /// <summary>Far groups of items count as one item at their centre: Barnes-Hut, O(items log items) a step.</summary>
    BarnesHut,

    /// <summary>Forces are worked out on a grid by Fourier transforms and read off between its nodes: O(items + nodes log nodes) a step.</summary>
    Grid,
}
