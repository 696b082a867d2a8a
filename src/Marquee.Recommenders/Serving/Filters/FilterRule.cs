using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>Forbids items that a filter does not want.</summary>
/// <remarks>O(parts of the filter * items / 64); allocates nothing when applied.</remarks>
public sealed class FilterRule : ICandidateRule
{
    private readonly FilterNode _wanted;

    /// <summary>Looks up the values of a filter. O(parts of the filter).</summary>
    /// <param name="index">The catalogue by category, label and kind.</param>
    /// <param name="filter">What is wanted.</param>
    public FilterRule(FilterIndex index, ItemFilter filter) => _wanted = filter.Compile(index);

    /// <inheritdoc/>
    public void Apply(in History history, CandidateSet candidates)
    {
        Span<ulong> block = stackalloc ulong[FilterNode.BlockWords];
        var words = candidates.Words;
        for (var first = 0; first < words.Length; first += block.Length)
        {
            var wanted = block[..Math.Min(block.Length, words.Length - first)];
            _wanted.Fill(first, wanted);
            for (var word = 0; word < wanted.Length; word++)
            {
                words[first + word] &= wanted[word];
            }
        }
    }
}
