using System.Globalization;
using System.Text;
using Marquee.Data;

namespace Marquee.Storage;

/// <summary>
/// Takes the words out of titles and questions, the same way for every store: runs of letters and digits of any script, lower case, Latin letters without accents. What comes
/// out holds letters and digits only, so that no database can misread it.
/// </summary>
/// <remarks>Chinese and Japanese put no space between words: there a word is as many parts as it has characters, to be found in a row.</remarks>
internal static class SearchWords
{
    private const char Apostrophe = '\'';
    private const char TypographicApostrophe = '\u2019';

    /// <summary>More words than anybody asks for; those behind are passed over.</summary>
    private const int MostAsked = 32;

    /// <summary>Of longer words, in texts and questions alike, only the beginning counts: PostgreSQL takes 2 KB.</summary>
    private const int LongestPart = 100;

    /// <summary>The words of a text in their order, each with its parts, of which most words have one.</summary>
    public static IEnumerable<string[]> Of(string? text)
    {
        var parts = new List<string>();
        var part = new StringBuilder();
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (IsWordOfItsOwn(rune))
            {
                EndPart();
                parts.Add(rune.ToString());
            }
            else if (Rune.IsLetterOrDigit(rune))
            {
                if (part.Length < LongestPart)
                {
                    part.Append(LetterFolding.Fold(rune));
                }
            }
            else if (!IsPassedOver(rune))
            {
                EndPart();
                if (parts.Count > 0)
                {
                    yield return [.. parts];
                    parts.Clear();
                }
            }
        }

        EndPart();
        if (parts.Count > 0)
        {
            yield return [.. parts];
        }

        void EndPart()
        {
            if (part.Length > 0)
            {
                parts.Add(part.ToString());
                part.Clear();
            }
        }
    }

    /// <summary>The words of a question.</summary>
    public static string[][] Asked(string text) => [.. Of(text).Take(MostAsked)];

    /// <summary>All parts of all words of some texts, with spaces between; what stands before and after an apostrophe is there as well (<c>l'été</c> is <c>lete</c>, <c>l</c> and <c>ete</c>).</summary>
    public static string Plain(params IEnumerable<string?> texts) => string.Join(' ', texts.SelectMany(Indexed));

    private static IEnumerable<string> Indexed(string? text)
    {
        var parts = Of(text).SelectMany(parts => parts).ToList();
        return text is null || text.AsSpan().IndexOfAny(Apostrophe, TypographicApostrophe) < 0
            ? parts
            : parts.Concat(Of(text.Replace(Apostrophe, ' ').Replace(TypographicApostrophe, ' ')).SelectMany(parts => parts).Except(parts));
    }

    private static bool IsPassedOver(Rune rune) => rune.Value is Apostrophe or TypographicApostrophe || Rune.GetUnicodeCategory(rune) == UnicodeCategory.NonSpacingMark;

    /// <summary>Hiragana, Katakana and the blocks of Chinese characters.</summary>
    private static bool IsWordOfItsOwn(Rune rune) =>
        rune.Value is (>= 0x3041 and <= 0x30FF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF)
        && Rune.IsLetterOrDigit(rune);
}
