using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>Forbids items that are not of the categories asked for.</summary>
/// <remarks>O(items / 64) for each category that the filter names.</remarks>
public sealed class CategoryRule : ICandidateRule
{
    private readonly ItemMask[] _required;
    private readonly ItemMask[] _forbidden;

    /// <summary>Looks up the categories of a filter.</summary>
    /// <param name="index">The catalogue by category.</param>
    /// <param name="filter">What is asked for.</param>
    public CategoryRule(CategoryIndex index, CategoryFilter filter)
    {
        var required = filter.All.Select(category => index[category]);
        _required = [.. filter.Any.Count == 0 ? required : required.Append(ItemMask.Union(filter.Any.Select(category => index[category])))];
        _forbidden = [.. filter.None.Select(category => index[category])];
    }

    /// <inheritdoc/>
    public void Apply(in History history, CandidateSet candidates)
    {
        foreach (var mask in _required)
        {
            candidates.Keep(mask);
        }

        foreach (var mask in _forbidden)
        {
            candidates.Remove(mask);
        }
    }
}
