using System.Xml;

namespace Marquee.Evaluation;

/// <summary>Text from data as a page may hold it.</summary>
internal static class PageText
{
    /// <summary>The text without characters that no page can hold (most control characters, halves of surrogate pairs); each is replaced by U+FFFD.</summary>
    public static string Of(string text)
    {
        var clean = text.AsSpan().ToArray();
        for (var at = 0; at < clean.Length; at++)
        {
            if (at + 1 < clean.Length && XmlConvert.IsXmlSurrogatePair(clean[at + 1], clean[at]))
            {
                at++;
            }
            else if (!XmlConvert.IsXmlChar(clean[at]))
            {
                clean[at] = '\uFFFD';
            }
        }

        return new string(clean);
    }
}
