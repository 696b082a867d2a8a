using System.CommandLine;
using Marquee.Storage;
using Spectre.Console;

namespace Marquee.Cli.Commands;

/// <summary><c>marquee restore BACKUP</c>: what was backed up into a workspace.</summary>
internal static class RestoreCommand
{
    public static Command Create(Terminal terminal)
    {
        var folder = new Argument<string>("backup") { Description = "The folder that 'marquee backup' made." };
        var workspace = CommonOptions.Workspace();
        var command = new DescribedCommand("restore", "A backup into a new workspace, or into an empty one, which keeps its configuration.") { folder, workspace };
        command.Example("marquee restore backups/2026-03-29 --workspace other-data");
        command.SetWork((parsed, cancellation) =>
        {
            var to = parsed.GetRequiredValue(workspace);
            var restored = terminal.WithStatus("Restoring", _ => WorkspaceBackup.Restore(parsed.GetRequiredValue(folder), to.FullName, cancellation));
            using var store = restored.OpenStore();
            var counts = store.Count();
            terminal.Line(
                $"Restored {counts.Users:N0} users, {counts.Items:N0} items, {counts.Interactions:N0} interactions and {WorkspaceText.Models(restored)} into [bold]{Markup.Escape(to.ToString())}[/].");
            return CommandHost.Done;
        });
        return command;
    }
}
