using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Marquee.Cli.Commands;

/// <summary>A command whose own <c>--help</c> ends with notes (lists of names, examples) that would be too long for the list of commands.</summary>
/// <param name="name">Its name.</param>
/// <param name="description">What it does, in one line.</param>
internal sealed class DescribedCommand(string name, string description) : Command(name, description)
{
    private readonly List<string> _examples = [];
    private readonly List<(string Heading, IReadOnlyList<(string Name, string Text)> Entries)> _lists = [];

    /// <summary>Adds a list of names that may be given to the command.</summary>
    public DescribedCommand List(string heading, IEnumerable<(string Name, string Text)> entries)
    {
        _lists.Add((heading, [.. entries]));
        return this;
    }

    /// <summary>Adds an example, as it is typed.</summary>
    public DescribedCommand Example(string line)
    {
        _examples.Add(line);
        return this;
    }

    /// <summary>Lets the help of every command of a root end with its notes.</summary>
    public static void ShowNotesIn(RootCommand root)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithNotes((HelpAction)help.Action!);
    }

    private void WriteNotes(TextWriter writer)
    {
        foreach (var (heading, entries) in _lists)
        {
            var width = entries.Max(entry => entry.Name.Length);
            writer.WriteLine($"{heading}:");
            foreach (var (entryName, text) in entries)
            {
                writer.WriteLine($"  {entryName.PadRight(width)}  {text}");
            }

            writer.WriteLine();
        }

        writer.WriteLine(_examples.Count == 1 ? "Example:" : "Examples:");
        _examples.ForEach(example => writer.WriteLine($"  {example}"));
        writer.WriteLine();
    }

    private sealed class HelpWithNotes(HelpAction inner) : SynchronousCommandLineAction
    {
        /// <summary>Who asks for help need not give what is required.</summary>
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            var result = inner.Invoke(parseResult);
            (parseResult.CommandResult.Command as DescribedCommand)?.WriteNotes(parseResult.InvocationConfiguration.Output);
            return result;
        }
    }
}
