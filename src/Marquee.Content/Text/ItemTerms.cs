using System.Globalization;
using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Content;

/// <summary>What is said of items, term by term, weighed by how rare each term is (TF-IDF). Categories are no terms: they are what is to be foretold.</summary>
/// <remarks>A term weighs <c>(1 + ln count) * (1 + ln((1 + items) / (1 + items that have it)))</c>, and each group of an item is scaled to length 1. Source: Salton and Buckley, Term-Weighting Approaches in Automatic Text Retrieval, 1988.</remarks>
public sealed class ItemTerms
{
    private const int MinutesOfClass = 15;

    private readonly ItemTermOptions _options;
    private readonly Dictionary<(TermGroup Group, string Text), int> _indices;
    private readonly float[] _rarity;
    private readonly (TermGroup Group, string Text)[] _terms;

    private ItemTerms(ItemTermOptions options, (TermGroup Group, string Text)[] terms, float[] rarity)
    {
        (_options, _terms, _rarity) = (options, terms, rarity);
        _indices = terms.Select((term, index) => (term, index)).ToDictionary(pair => pair.term, pair => pair.index);
    }

    /// <summary>Number of terms.</summary>
    public int Count => _terms.Length;

    /// <summary>The group of a term.</summary>
    /// <param name="term">Its index; those of a group lie side by side.</param>
    public TermGroup GroupOf(int term) => _terms[term].Group;

    /// <summary>Its text, such as <c>zombie</c> or <c>country: KR</c>.</summary>
    /// <param name="term">Its index.</param>
    public string TextOf(int term) => _terms[term].Text;

    /// <summary>Counts the terms of items. O(terms of all items).</summary>
    /// <param name="items">The items.</param>
    /// <param name="options">Which terms count.</param>
    public static ItemTerms Of(IReadOnlyList<Item> items, ItemTermOptions options)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MinimumItems, 1, nameof(options));
        var having = new Dictionary<(TermGroup, string), int>();
        foreach (var term in items.SelectMany(item => TermsOf(item, options).Distinct()))
        {
            having[term] = having.GetValueOrDefault(term) + 1;
        }

        (TermGroup Group, string Text)[] terms = [.. having.Where(entry => entry.Value >= options.MinimumItems).Select(entry => entry.Key)];
        Array.Sort(terms, (one, other) => one.Group != other.Group ? one.Group.CompareTo(other.Group) : string.CompareOrdinal(one.Text, other.Text));
        return new ItemTerms(options, terms, Array.ConvertAll(terms, term => (float)(1 + Math.Log((1.0 + items.Count) / (1 + having[term])))));
    }

    /// <summary>The weights of the terms of items: <c>items x terms</c>, each group of a row of length 1 or 0.</summary>
    /// <param name="items">The items; they need not be those that were counted.</param>
    public SparseMatrix Weigh(IReadOnlyList<Item> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        var offsets = new int[items.Count + 1];
        var (indices, values) = (new List<int>(), new List<float>());
        for (var item = 0; item < items.Count; item++)
        {
            var counts = new SortedDictionary<int, int>();
            foreach (var term in TermsOf(items[item], _options))
            {
                if (_indices.TryGetValue(term, out var index))
                {
                    counts[index] = counts.GetValueOrDefault(index) + 1;
                }
            }

            foreach (var group in counts.GroupBy(entry => GroupOf(entry.Key)))
            {
                var weights = group.Select(entry => (1 + Math.Log(entry.Value)) * _rarity[entry.Key]).ToArray();
                var length = Math.Sqrt(weights.Sum(weight => weight * weight));
                indices.AddRange(group.Select(entry => entry.Key));
                values.AddRange(weights.Select(weight => (float)(weight / length)));
            }

            offsets[item + 1] = indices.Count;
        }

        return new SparseMatrix(items.Count, Count, offsets, [.. indices], [.. values]);
    }

    /// <summary>Writes options, terms and their rarity.</summary>
    /// <param name="writer">Where to.</param>
    public void Save(ArtifactWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Properties["groups"] = string.Join(',', _options.Groups);
        writer.Properties["wordPairs"] = _options.WordPairs ? 1 : 0;
        TextArray.Write(writer, "terms", [.. _terms.Select(term => $"{(int)term.Group}{term.Text}")]);
        writer.Write("rarity", _rarity, _rarity.Length);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="reader">Where from.</param>
    /// <exception cref="InvalidDataException">Something is missing or does not fit together.</exception>
    public static ItemTerms Load(ArtifactReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var options = new ItemTermOptions
        {
            Groups = [.. reader.TextProperty("groups").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<TermGroup>)],
            WordPairs = reader.IntProperty("wordPairs") != 0,
        };
        (TermGroup, string)[] terms = [.. TextArray.Read(reader, "terms").Select(text => ((TermGroup)(text[0] - '0'), text[1..]))];
        return new ItemTerms(options, terms, reader.ReadFloats("rarity", terms.Length).ToArray());
    }

    private static IEnumerable<(TermGroup Group, string Text)> TermsOf(Item item, ItemTermOptions options) =>
        options.Groups.SelectMany(group => (group switch
        {
            TermGroup.Words => WordsOf(item.Summary, options.WordPairs),
            TermGroup.Tags => item.Labels.Select(label => $"label: {label}").Concat(item.People.Select(person => $"person: {person.Name}")),
            TermGroup.Countries => item.Countries.Select(country => $"country: {country}"),
            _ => MetadataOf(item),
        }).Select(text => (group, text)));

    private static IEnumerable<string> WordsOf(string? summary, bool pairs)
    {
        string[] words = [.. Tokenizer.Words(summary, stemming: false)];
        return pairs ? words.Concat(words.Zip(words.Skip(1), (one, other) => $"{one} {other}")) : words;
    }

    private static IEnumerable<string> MetadataOf(Item item)
    {
        if (item.Kind is { } kind)
        {
            yield return $"kind: {kind}";
        }

        if (item.Language is { } language)
        {
            yield return $"language: {language}";
        }

        if (item.Year is { } year)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"decade: {year / 10 * 10}");
        }

        if (item.Attributes["maturity"] is { } maturity)
        {
            yield return $"maturity: {maturity}";
        }

        if (double.TryParse(item.Attributes["runtime"], NumberStyles.Float, CultureInfo.InvariantCulture, out var minutes) && minutes >= 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"runtime: {(int)(minutes / MinutesOfClass) * MinutesOfClass}");
        }
    }
}
