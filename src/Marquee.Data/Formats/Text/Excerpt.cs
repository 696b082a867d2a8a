using System.Text;

namespace Marquee.Data;

/// <summary>Short forms of what a file holds, fit for a message.</summary>
internal static class Excerpt
{
    private const int MaxLength = 60;

    /// <summary>The start of some text, on one line, with anything that does not print replaced.</summary>
    public static string Of(ReadOnlySpan<byte> text) =>
        Of(Encoding.UTF8.GetString(text[..Math.Min(text.Length, MaxLength * 4)]));

    /// <summary>The start of some text, on one line, with anything that does not print replaced.</summary>
    public static string Of(string text)
    {
        var printable = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (printable.Length >= MaxLength)
            {
                return printable.Append("...").ToString();
            }

            printable.Append(rune.Value switch
            {
                '\t' => "\\t",
                '\n' => "\\n",
                '\r' => "\\r",
                < ' ' or 0x7F => $"\\x{rune.Value:X2}",
                _ => rune.ToString(),
            });
        }

        return printable.ToString();
    }
}
