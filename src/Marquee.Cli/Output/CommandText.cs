using System.CommandLine;

namespace Marquee.Cli;

/// <summary>A command line as it was given, so that whoever reads its output can give it again.</summary>
internal static class CommandText
{
    private const string Program = "marquee";

    /// <summary>The words after the program's name, those with spaces in quotation marks.</summary>
    public static string Of(ParseResult parsed) => string.Join(' ', parsed.Tokens.Select(token => Quoted(token.Value)).Prepend(Program));

    private static string Quoted(string word) => word.Length > 0 && !word.Any(char.IsWhiteSpace) ? word : $"\"{word}\"";
}
