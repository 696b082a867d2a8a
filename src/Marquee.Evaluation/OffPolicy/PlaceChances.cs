namespace Marquee.Evaluation;

/// <summary>Which items might stand at one place, and how likely each is. Chances add up to 1, or to less where the place might stay empty.</summary>
/// <param name="Items">Item indices, each once.</param>
/// <param name="Chances">The chance of each of them.</param>
public readonly record struct PlaceChances(int[] Items, double[] Chances)
{
    /// <summary>The chance of an item; 0 where it is not among them.</summary>
    public double Of(int item) => Array.IndexOf(Items, item) is var at && at >= 0 ? Chances[at] : 0;
}
