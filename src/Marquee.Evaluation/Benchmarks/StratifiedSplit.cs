using Marquee.Data;

namespace Marquee.Evaluation;

/// <summary>
/// The split of Microsoft's recommenders, <c>python_stratified_split(data, ratio, filter_by="item", seed)</c>, drawn again: the same seed on the same ratings in the same order holds
/// out the same pairs.
/// </summary>
/// <remarks>Each rating in file order gets a random number; of each item's <c>n</c> ratings, those with the <c>round(ratio * n)</c> smallest numbers train, halves rounded to even. Seeds count by their low 32 bits.</remarks>
/// <param name="ratio">Share of each item's ratings that trains.</param>
internal sealed class StratifiedSplit(double ratio) : ISplitter
{
    /// <inheritdoc/>
    public string Description => $"{100 * ratio:0.##}% of each item's ratings train, drawn as by python_stratified_split";

    /// <inheritdoc/>
    public Split Split(Snapshot snapshot, ulong seed)
    {
        var events = snapshot.Events;
        var chance = new MersenneTwister((uint)seed);
        var numbers = new double[events.Count];
        for (var e = 0; e < numbers.Length; e++)
        {
            numbers[e] = chance.NextDouble();
        }

        var items = events.Items.ToArray();
        var users = events.Users.ToArray();
        var held = Enumerable.Range(0, numbers.Length).GroupBy(e => items[e])
            .SelectMany(ofItem => ofItem.OrderBy(e => numbers[e]).Skip((int)Math.Round(ratio * ofItem.Count())))
            .Select(e => (users[e], items[e]));
        return new GivenSplit(Description, held).Split(snapshot, seed);
    }
}
