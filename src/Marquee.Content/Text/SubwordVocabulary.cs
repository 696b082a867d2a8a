using System.Text;
using Marquee.Data;

namespace Marquee.Content;

/// <summary>The words of a corpus and the pieces of any word, known or not: each has a unit of its own, and a word's vector is the mean of those of its units.</summary>
/// <remarks>
/// <para>Pieces are the character n-grams of the word between <c>&lt;</c> and <c>&gt;</c>, hashed into buckets (FNV-1a over UTF-8): what is spelled alike begins alike, and a word that was never read has a vector nevertheless.
/// Units are the words, most frequent first, then the buckets.</para>
/// <para>Source: Bojanowski, Grave, Joulin and Mikolov, Enriching Word Vectors with Subword Information, TACL 2017. Words are those of <see cref="Tokenizer"/> without stemming.</para>
/// </remarks>
public sealed class SubwordVocabulary
{
    private const int LongestWord = 64;

    private readonly Dictionary<string, int> _indices;
    private readonly string[] _words;
    private readonly int[] _counts;
    private readonly int[][] _units;

    private SubwordVocabulary(string[] words, int[] counts, int shortest, int longest, int buckets)
    {
        (_words, _counts, ShortestPiece, LongestPiece, Buckets) = (words, counts, shortest, longest, buckets);
        _indices = words.Select((word, index) => (word, index)).ToDictionary(pair => pair.word, pair => pair.index, StringComparer.Ordinal);
        TotalCount = counts.Sum(count => (long)count);
        _units = [.. words.Select((word, index) => (int[])[index, .. PiecesOf(word)])];
    }

    /// <summary>The words, most frequent first, those as frequent in ordinal order.</summary>
    public IReadOnlyList<string> Words => _words;

    /// <summary>How often each word stands in the corpus.</summary>
    public IReadOnlyList<int> Counts => _counts;

    /// <summary>Words of the corpus, each as often as it stands there, without those that were too rare.</summary>
    public long TotalCount { get; }

    /// <summary>Letters of the shortest pieces.</summary>
    public int ShortestPiece { get; }

    /// <summary>Letters of the longest pieces.</summary>
    public int LongestPiece { get; }

    /// <summary>How many buckets pieces are hashed into; 0 leaves words whole.</summary>
    public int Buckets { get; }

    /// <summary>Words and buckets.</summary>
    public int UnitCount => _words.Length + Buckets;

    /// <summary>Counts the words of a corpus. O(letters of the corpus).</summary>
    /// <param name="texts">The corpus: the words of each text, as <see cref="Tokenizer"/> takes them.</param>
    /// <param name="options">How rare a word may be, and what pieces it has.</param>
    /// <exception cref="ArgumentException">No word is as frequent as asked.</exception>
    public static SubwordVocabulary Count(IEnumerable<IReadOnlyList<string>> texts, WordVectorOptions options)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var word in texts.SelectMany(text => text))
        {
            counts[word] = counts.GetValueOrDefault(word) + 1;
        }

        var kept = counts.Where(entry => entry.Value >= options.MinimumCount).OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key, StringComparer.Ordinal).ToArray();
        return kept.Length == 0
            ? throw new ArgumentException($"No word stands {options.MinimumCount} times or more in the corpus: give more texts, or keep rarer words.", nameof(texts))
            : new SubwordVocabulary([.. kept.Select(entry => entry.Key)], [.. kept.Select(entry => entry.Value)], options.ShortestPiece, options.LongestPiece, options.Buckets);
    }

    /// <summary>The place of a word among <see cref="Words"/>, -1 where it is not known.</summary>
    public int IndexOf(string word) => _indices.TryGetValue(word, out var index) ? index : -1;

    /// <summary>The units of a word: its own where it is known, then those of its pieces, which may repeat.</summary>
    /// <param name="word">A word as <see cref="Tokenizer"/> gives it.</param>
    public IReadOnlyList<int> UnitsOf(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        return IndexOf(word) is >= 0 and var index ? _units[index] : PiecesOf(word);
    }

    /// <summary>The units of a word that is known.</summary>
    /// <param name="word">Its place.</param>
    public ReadOnlySpan<int> UnitsOf(int word) => _units[word];

    /// <summary>Writes the vocabulary.</summary>
    /// <param name="writer">Where to.</param>
    public void Save(ArtifactWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        (writer.Properties["shortestPiece"], writer.Properties["longestPiece"], writer.Properties["buckets"]) = (ShortestPiece, LongestPiece, Buckets);
        TextArray.Write(writer, "words", _words);
        writer.Write("counts", _counts);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="reader">Where from.</param>
    /// <exception cref="InvalidDataException">Something is missing or does not fit together.</exception>
    public static SubwordVocabulary Load(ArtifactReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var (words, counts) = (TextArray.Read(reader, "words"), reader.ReadInts("counts"));
        return words.Length == counts.Length && words.Length > 0
            ? new SubwordVocabulary(words, counts, reader.IntProperty("shortestPiece"), reader.IntProperty("longestPiece"), reader.IntProperty("buckets"))
            : throw new InvalidDataException($"The vocabulary has {words.Length} words and {counts.Length} counts; there should be as many, and at least one.");
    }

    private int[] PiecesOf(string word)
    {
        if (Buckets == 0)
        {
            return [];
        }

        // Runes: half of a letter is no piece.
        Rune[] letters = [new('<'), .. word.EnumerateRunes().Take(LongestWord), new('>')];
        var pieces = new List<int>();
        Span<byte> bytes = stackalloc byte[4];
        for (var start = 0; start < letters.Length; start++)
        {
            var hash = 2166136261u;
            for (var length = 1; length <= LongestPiece && start + length <= letters.Length; length++)
            {
                foreach (var one in bytes[..letters[start + length - 1].EncodeToUtf8(bytes)])
                {
                    hash = (hash ^ one) * 16777619u;
                }

                if (length >= ShortestPiece && length < letters.Length)
                {
                    pieces.Add(_words.Length + (int)(hash % (uint)Buckets));
                }
            }
        }

        return [.. pieces];
    }
}
