using System.Text;

namespace Marquee.Cli;

/// <summary>Text from data as it may be shown to a person: on one line, and without characters that a terminal would obey instead of show.</summary>
internal static class Printable
{
    /// <summary>The text with control characters spelled out, such as <c>\n</c>.</summary>
    public static string Of(string text)
    {
        if (!text.Any(char.IsControl))
        {
            return text;
        }

        var shown = new StringBuilder();
        foreach (var character in text)
        {
            shown.Append(character switch
            {
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ when char.IsControl(character) => $"\\x{(int)character:X2}",
                _ => character,
            });
        }

        return shown.ToString();
    }

    /// <summary>The same as Spectre markup.</summary>
    public static string Markup(string text) => Spectre.Console.Markup.Escape(Of(text));
}
