using System.Text.RegularExpressions;

namespace Marquee.Data;

/// <summary>Titles as MovieLens writes them: <c>Matrix, The (1999)</c>.</summary>
internal static partial class MovieLensTitle
{
    private const string AlsoKnownAs = "a.k.a. ";

    private static readonly HashSet<string> Articles = new(StringComparer.Ordinal)
    {
        "The", "A", "An", "La", "Le", "Les", "L'", "El", "Los", "Las", "Il", "Lo", "Gli", "I", "Das", "Der", "Die", "Den", "Det", "De",
        "Een", "En", "Et", "O", "Os", "As", "Un", "Une", "Una", "Ein", "Eine",
    };

    /// <summary>The title as a person writes it, and the year.</summary>
    public static (string Title, int? Year) Parse(string text)
    {
        text = text.Trim();
        var match = YearAtEnd().Match(text);
        if (match.Success)
        {
            text = text[..match.Index].TrimEnd();
        }

        int? year = match.Success ? int.Parse(match.Groups[1].ValueSpan) : null;
        return (Parenthesised().Replace(MoveArticles(text), other => $"({MoveAlternative(other.Groups[1].Value)})"), year);
    }

    // "Matrix, The" and "Confessional, The (Confessionnal, Le)": the article of the title itself stands before the first parenthesis.
    private static string MoveArticles(string text)
    {
        var rest = text.IndexOf(" (", StringComparison.Ordinal);
        return rest < 0 ? MoveArticle(text) : MoveArticle(text[..rest]) + text[rest..];
    }

    private static string MoveAlternative(string title) =>
        title.StartsWith(AlsoKnownAs, StringComparison.Ordinal) ? AlsoKnownAs + MoveArticle(title[AlsoKnownAs.Length..]) : MoveArticle(title);

    private static string MoveArticle(string title)
    {
        title = title.Trim();
        var comma = title.LastIndexOf(", ", StringComparison.Ordinal);
        if (comma <= 0 || !Articles.Contains(title[(comma + 2)..]))
        {
            return title;
        }

        var article = title[(comma + 2)..];
        return article.EndsWith('\'') ? article + title[..comma] : $"{article} {title[..comma]}";
    }

    // The year may be a span (2006-2007) and may be followed by a mark such as (V) for a film that went straight to video.
    [GeneratedRegex(@"\((\d{4})(?:[-\u2013]\d{0,4})?\)(?:\s*\([A-Z]{1,3}\))?$")]
    private static partial Regex YearAtEnd();

    [GeneratedRegex(@"\(([^()]*)\)")]
    private static partial Regex Parenthesised();
}
