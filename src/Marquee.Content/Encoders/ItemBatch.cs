using Marquee.Numerics;

namespace Marquee.Content;

/// <summary>Some items of <see cref="ItemInputs"/> laid side by side. Kept and filled again.</summary>
internal sealed class ItemBatch(ItemInputs inputs, ItemTerms terms, WordVectors vectors)
{
    private readonly List<int>[] _ofGroup = [.. Enum.GetValues<TermGroup>().Select(_ => new List<int>())];
    private readonly List<int>[] _startsOfGroup = [.. Enum.GetValues<TermGroup>().Select(_ => new List<int>())];
    private readonly List<float>[] _sharesOfGroup = [.. Enum.GetValues<TermGroup>().Select(_ => new List<float>())];

    /// <summary>The items.</summary>
    public List<int> Items { get; } = [];

    /// <summary>Their texts.</summary>
    public TextPlaces Texts { get; } = new(vectors);

    /// <summary>The rarity of the word at each place, which weighs it in the mean of a text's words; they add up to 1.</summary>
    public List<float> WordShares { get; } = [];

    /// <summary>All terms of the items, item after item.</summary>
    public List<int> Terms { get; } = [];

    /// <summary>The weight of each of <see cref="Terms"/>.</summary>
    public List<float> TermWeights { get; } = [];

    /// <summary>Where the terms of each item start; one more than there are.</summary>
    public List<int> TermStarts { get; } = [];

    /// <summary>The terms of a group, item after item.</summary>
    public (List<int> Terms, List<int> Starts, List<float> Shares) Of(TermGroup group) => (_ofGroup[(int)group], _startsOfGroup[(int)group], _sharesOfGroup[(int)group]);

    /// <summary>Takes other items.</summary>
    public void Take(ReadOnlySpan<int> items)
    {
        Items.Clear();
        Texts.Clear();
        WordShares.Clear();
        Terms.Clear();
        TermWeights.Clear();
        TermStarts.Clear();
        TermStarts.Add(0);
        foreach (var group in Enum.GetValues<TermGroup>())
        {
            _ofGroup[(int)group].Clear();
            _startsOfGroup[(int)group].Clear();
            _startsOfGroup[(int)group].Add(0);
            _sharesOfGroup[(int)group].Clear();
        }

        foreach (var item in items)
        {
            Add(item);
        }
    }

    /// <summary>Passes over words: they leave a place without a word.</summary>
    public void DropWords(double share, SplittableRandom random)
    {
        foreach (ref var row in Texts.Rows)
        {
            row = random.NextDouble() < share ? TextPlaces.Dropped : row;
        }
    }

    private void Add(int item)
    {
        Items.Add(item);
        var text = inputs.Texts[item];
        Texts.Add(text);
        var first = WordShares.Count;
        var sum = 0f;
        foreach (var word in text.Words)
        {
            var count = word < 0 ? 1.0 : vectors.Vocabulary.Counts[word];
            WordShares.Add((float)(1 / (1 + (1000 * count / vectors.Vocabulary.TotalCount))));
            sum += WordShares[^1];
        }

        for (var place = first; place < WordShares.Count; place++)
        {
            WordShares[place] /= sum;
        }

        var own = inputs.TermsOf(item);
        for (var entry = 0; entry < own.Length; entry++)
        {
            Terms.Add(own[entry]);
            TermWeights.Add(inputs.WeightsOf(item)[entry]);
            _ofGroup[(int)terms.GroupOf(own[entry])].Add(own[entry]);
        }

        TermStarts.Add(Terms.Count);
        for (var group = 0; group < _ofGroup.Length; group++)
        {
            var start = _startsOfGroup[group][^1];
            var count = _ofGroup[group].Count - start;
            for (var entry = 0; entry < count; entry++)
            {
                _sharesOfGroup[group].Add(1f / count);
            }

            _startsOfGroup[group].Add(start + count);
        }
    }
}
