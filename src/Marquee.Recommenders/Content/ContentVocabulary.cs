using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>The terms that a content model knows, in ordinal order, each with its rarity; turns a search into a vector over them.</summary>
internal sealed class ContentVocabulary
{
    private const string TermsName = "terms";
    private const string RarityName = "rarity";

    private readonly ContentOptions _options;
    private readonly ItemTerm[] _terms;
    private readonly Memory<float> _rarity;
    private readonly Dictionary<string, List<int>> _byWord = [];
    private readonly int[] _words;

    /// <summary>Takes over the terms.</summary>
    /// <param name="options">What weighs their fields.</param>
    /// <param name="terms">The terms.</param>
    /// <param name="rarity">The inverse document frequency of each.</param>
    public ContentVocabulary(ContentOptions options, ItemTerm[] terms, Memory<float> rarity)
    {
        (_options, _terms, _rarity) = (options, terms, rarity);
        _words = new int[terms.Length];
        for (var term = 0; term < terms.Length; term++)
        {
            var words = terms[term].SearchWords.Distinct().ToArray();
            _words[term] = words.Length;
            foreach (var word in words)
            {
                if (!_byWord.TryGetValue(word, out var ofWord))
                {
                    _byWord[word] = ofWord = [];
                }

                ofWord.Add(term);
            }
        }
    }

    /// <summary>Number of terms.</summary>
    public int Count => _terms.Length;

    /// <summary>
    /// The terms that a search may mean, as a vector of length 1: <c>weight of the field * rarity * share of the term's words that are in the search * share of the search's words that are in the term</c>, so that
    /// a name that is searched for as a whole counts most. Nothing where no word is known.
    /// </summary>
    public IReadOnlyList<KeyValuePair<int, float>> VectorOf(string search)
    {
        var words = Tokenizer.Words(search, _options.Stemming).Distinct().ToArray();
        var found = new SortedDictionary<int, double>();
        foreach (var term in words.SelectMany(word => _byWord.GetValueOrDefault(word) ?? []))
        {
            found[term] = found.GetValueOrDefault(term) + 1;
        }

        foreach (var term in found.Keys.ToArray())
        {
            found[term] *= found[term] / _words[term] / words.Length * _rarity.Span[term] * _options.WeightOf(_terms[term].Field);
        }

        var norm = Math.Sqrt(found.Values.Sum(value => value * value));
        return norm > 0 ? [.. found.Select(entry => KeyValuePair.Create(entry.Key, (float)(entry.Value / norm)))] : [];
    }

    /// <summary>Writes the terms.</summary>
    public void Save(ArtifactWriter writer)
    {
        TextArray.Write(writer, TermsName, [.. _terms.Select(term => $"{(int)term.Field}{term.Text}")]);
        writer.Write(RarityName, _rarity.Span, Count);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The artifact is damaged.</exception>
    public static ContentVocabulary Load(ArtifactReader reader, ContentOptions options)
    {
        var texts = TextArray.Read(reader, TermsName);
        if (texts.FirstOrDefault(text => text.Length < 2 || !char.IsAsciiDigit(text[0])) is { } wrong)
        {
            throw new InvalidDataException($"The content model is damaged: '{wrong}' is no term.");
        }

        return new ContentVocabulary(options, [.. texts.Select(text => new ItemTerm((ItemField)(text[0] - '0'), text[1..]))], reader.ReadFloats(RarityName, texts.Length));
    }
}
