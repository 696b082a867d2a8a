using System.Text;

namespace Marquee.Content;

/// <summary>The words of a summary.</summary>
internal static class SummaryWords
{
    private const int ShortestWord = 3;

    /// <summary>Words of at least three letters or digits, in lower case, English plurals of words in -s as singulars.</summary>
    public static IEnumerable<string> Of(string? summary)
    {
        var word = new StringBuilder();
        foreach (var character in (summary ?? string.Empty) + " ")
        {
            if (char.IsLetterOrDigit(character))
            {
                word.Append(char.ToLowerInvariant(character));
            }
            else if (character is not ('\'' or '’'))
            {
                if (word.Length >= ShortestWord)
                {
                    yield return Singular(word.ToString());
                }

                word.Clear();
            }
        }
    }

    // The S-stemmer of Harman, How Effective Is Suffixing?, JASIS 1991, in its shortest form.
    private static string Singular(string word) =>
        word.Length < 4 || !word.EndsWith('s') || word.EndsWith("us", StringComparison.Ordinal) || word.EndsWith("ss", StringComparison.Ordinal) ? word
        : word.EndsWith("ies", StringComparison.Ordinal) ? word[..^3] + "y"
        : word[..^1];
}
