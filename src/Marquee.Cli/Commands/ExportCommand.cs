using System.CommandLine;
using Marquee.Data;
using Spectre.Console;

namespace Marquee.Cli.Commands;

/// <summary><c>marquee export PATH</c>: all data back out.</summary>
internal static class ExportCommand
{
    public static Command Create(Terminal terminal)
    {
        var writable = DatasetFormats.All.OfType<IWritableDatasetFormat>().ToArray();
        var path = new Argument<string>("path") { Description = "The file or folder to make; it must not exist yet." };
        var format = new Option<string>("--format", "-f") { Description = "The format.", HelpName = "F", DefaultValueFactory = _ => writable[0].Name };
        format.AcceptOnlyFromAmong([.. writable.Select(known => known.Name)]);
        var workspace = CommonOptions.Workspace();
        var command = new DescribedCommand("export", $"All data back out. The format '{writable[0].Name}' loses nothing.") { path, format, workspace };
        command.List("Formats", writable.Select(known => (known.Name, known.Description)))
            .Example("marquee export backup.jsonl");
        command.SetWork((parsed, cancellation) =>
        {
            var chosen = writable.First(known => known.Name == parsed.GetValue(format));
            using var session = WorkspaceSession.Open(parsed.GetRequiredValue(workspace));
            var to = parsed.GetRequiredValue(path);
            terminal.WithStatus($"Writing {chosen.Name}", _ =>
            {
                chosen.Write(to, session.Store, cancellation);
                return true;
            });
            var counts = session.Store.Count();
            terminal.Line($"Wrote {counts.Users:N0} users, {counts.Items:N0} items and {counts.Interactions:N0} interactions to [bold]{Markup.Escape(to)}[/] as {chosen.Name}.");
            return CommandHost.Done;
        });
        return command;
    }
}
