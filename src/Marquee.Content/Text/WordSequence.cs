using Marquee.Data;

namespace Marquee.Content;

/// <summary>The words of a text as an encoder reads them.</summary>
/// <param name="Words">The place of each word in the vocabulary; -1 where it is not known.</param>
/// <param name="Unknown">The words that are not known, in their order.</param>
public readonly record struct WordSequence(int[] Words, string[] Unknown)
{
    /// <summary>Takes the words out of a text.</summary>
    /// <param name="text">The text, or nothing.</param>
    /// <param name="vocabulary">The known words.</param>
    /// <param name="maximumLength">Words that are read at most.</param>
    public static WordSequence Of(string? text, SubwordVocabulary vocabulary, int maximumLength)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        string[] words = [.. Tokenizer.Words(text, stemming: false).Take(maximumLength)];
        var known = Array.ConvertAll(words, vocabulary.IndexOf);
        return new WordSequence(known, [.. words.Where((_, place) => known[place] < 0)]);
    }
}
