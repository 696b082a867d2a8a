using Marquee.Numerics;

namespace Marquee.Evaluation;

/// <summary>
/// Goes through all combinations in order, the last option changing fastest: of each option the values that are named, all words, or where it is searched between two bounds the lower one, the middle and the upper one, by differences or by factors
/// as the option says.
/// </summary>
/// <remarks>Combinations that were tried before, such as the start, or that do not go together are left out. O(combinations x options) a proposal.</remarks>
public sealed class GridSearch : ISearch
{
    private const int PlacesBetweenBounds = 3;

    /// <inheritdoc/>
    public string Name => "grid";

    /// <inheritdoc/>
    public string Summary => "all combinations in order: of the values to try, of words, of lower bound, middle and upper bound";

    /// <summary>How many combinations there are, those that do not go together among them.</summary>
    /// <param name="space">What may be chosen from.</param>
    public static double Count(SearchSpace space)
    {
        ArgumentNullException.ThrowIfNull(space);
        return space.Dimensions.Select(dimension => (double)Places(dimension)).Aggregate(1.0, (product, places) => product * places);
    }

    /// <inheritdoc/>
    public double[]? Propose(SearchSpace space, IReadOnlyList<Trial> trials, SplittableRandom random)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(trials);
        var tried = trials.Select(trial => string.Join(' ', space.TextsOf(trial.Options))).ToHashSet();
        var places = new int[space.Dimensions.Count];
        do
        {
            var point = places.Select((place, dimension) => PointAt(space.Dimensions[dimension], place)).ToArray();
            if (space.TryOptionsAt(point) is { } options && !tried.Contains(string.Join(' ', space.TextsOf(options))))
            {
                return point;
            }
        }
        while (Advance(space, places));
        return null;
    }

    private static bool Advance(SearchSpace space, int[] places)
    {
        for (var dimension = places.Length - 1; dimension >= 0; dimension--)
        {
            if (++places[dimension] < Places(space.Dimensions[dimension]))
            {
                return true;
            }

            places[dimension] = 0;
        }

        return false;
    }

    private static int Places(SearchDimension dimension) => dimension.Words.Count > 0 ? dimension.Words.Count : (int)Math.Min(PlacesBetweenBounds, dimension.Count ?? PlacesBetweenBounds);

    private static double PointAt(SearchDimension dimension, int place) => dimension.Words.Count > 0 ? place : place / (Places(dimension) - 1.0);
}
