namespace Marquee.Recommenders;

/// <summary>How much attention a place of a list gets: <c>1 / log2(place + 1)</c>, places from 1 on, the discount of NDCG.</summary>
/// <remarks>Source: Järvelin and Kekäläinen, 2002; as a model of exposure: Singh and Joachims, Fairness of exposure in rankings, KDD 2018.</remarks>
public static class PositionDiscount
{
    /// <summary>The weight of a place.</summary>
    /// <param name="rank">Places before it: 0 for the first, which weighs 1.</param>
    public static double Of(int rank) => 1 / Math.Log2(rank + 2);

    /// <summary>The weights of the first places of a list.</summary>
    public static double[] First(int places) => [.. Enumerable.Range(0, places).Select(Of)];
}
