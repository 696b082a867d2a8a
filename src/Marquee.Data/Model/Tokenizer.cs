using System.Globalization;
using System.Text;

namespace Marquee.Data;

/// <summary>Takes words out of text: runs of letters and digits of any script, in lower case, Latin letters without accents.</summary>
/// <remarks>
/// Apostrophes within a word are passed over (<c>bird's</c> is <c>birds</c>). Scripts that put no space between words give one word a run. The stemmer is the S-stemmer of Harman, How Effective Is Suffixing?,
/// JASIS 1991: three rules for the English plural, which leave most words of other languages alone.
/// </remarks>
public static class Tokenizer
{
    /// <summary>The words of a text in their order.</summary>
    /// <param name="text">The text, or nothing.</param>
    /// <param name="stemming">Whether English plurals become singular.</param>
    public static IEnumerable<string> Words(string? text, bool stemming)
    {
        if (string.IsNullOrEmpty(text))
        {
            yield break;
        }

        var word = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
            {
                word.Append(LetterFolding.Fold(rune));
            }
            else if (word.Length > 0 && !IsPassedOver(rune))
            {
                yield return Take(word, stemming);
            }
        }

        if (word.Length > 0)
        {
            yield return Take(word, stemming);
        }
    }

    private static bool IsPassedOver(Rune rune) => rune.Value is '\'' or '\u2019' || Rune.GetUnicodeCategory(rune) == UnicodeCategory.NonSpacingMark;

    private static string Take(StringBuilder word, bool stemming)
    {
        var taken = word.ToString();
        word.Clear();
        return stemming ? Singular(taken) : taken;
    }

    private static string Singular(string word)
    {
        bool Ends(string end) => word.EndsWith(end, StringComparison.Ordinal);
        return word.Length < 4 || !Ends("s") ? word
            : Ends("ies") ? Ends("eies") || Ends("aies") ? word : word[..^3] + "y"
            : Ends("es") ? Ends("aes") || Ends("ees") || Ends("oes") ? word : word[..^1]
            : Ends("us") || Ends("ss") ? word : word[..^1];
    }
}
