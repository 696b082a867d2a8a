using System.CommandLine.Parsing;
using System.Text;
using Marquee.Testing;

namespace Marquee.Cli.Tests.Documentation;

/// <summary>A command line that stands in a fenced block of the documentation.</summary>
/// <param name="Place">File and line.</param>
/// <param name="Words">The words after <c>marquee</c>.</param>
internal sealed record DocumentedCommand(string Place, string[] Words)
{
    private const string Itself = "marquee ";
    private const string DotnetRun = "dotnet run ";

    /// <summary>All of README.md, CONTRIBUTING.md and docs, in their order.</summary>
    public static IReadOnlyList<DocumentedCommand> All() =>
        [.. new[] { "README.md", "CONTRIBUTING.md" }.Select(RepositoryFiles.PathOf)
            .Concat(Directory.EnumerateFiles(RepositoryFiles.PathOf("docs"), "*.md", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            .Where(File.Exists)
            .SelectMany(file => Of(Path.GetRelativePath(RepositoryFiles.PathOf("."), file), File.ReadAllLines(file)))];

    /// <summary>All of a text.</summary>
    public static IEnumerable<DocumentedCommand> Of(string name, IReadOnlyList<string> lines)
    {
        var isFenced = false;
        for (var number = 0; number < lines.Count; number++)
        {
            var line = lines[number].TrimStart();
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                isFenced = !isFenced;
                continue;
            }

            var place = $"{name}:{number + 1}";
            while (isFenced && line.EndsWith('\\') && number + 1 < lines.Count)
            {
                line = line[..^1] + lines[++number].TrimStart();
            }

            if (isFenced && WordsOf(line) is { } words)
            {
                yield return new DocumentedCommand(place, words);
            }
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Place}: marquee {string.Join(' ', Words)}";

    private static string[]? WordsOf(string line)
    {
        line = Command(line.StartsWith("$ ", StringComparison.Ordinal) ? line[2..] : line);
        var words = CommandLineParser.SplitCommandLine(line).ToArray();
        return line.StartsWith(Itself, StringComparison.Ordinal) ? words[1..]
            : line.StartsWith(DotnetRun, StringComparison.Ordinal) && Array.IndexOf(words, "--") is > 0 and var end ? words[(end + 1)..]
            : null;
    }

    /// <summary>What the shell takes for one command: up to a comment, a pipe, a redirection or the next command.</summary>
    private static string Command(string line)
    {
        var command = new StringBuilder();
        var quote = '\0';
        foreach (var character in line)
        {
            if (quote == '\0' && (character is '|' or '>' or '<' or '&' or ';' || (character == '#' && command.Length > 0 && command[^1] == ' ')))
            {
                break;
            }

            quote = quote == character ? '\0' : quote == '\0' && character is '"' or '\'' ? character : quote;
            command.Append(character);
        }

        return command.ToString().TrimEnd();
    }
}
