using System.CommandLine;
using Marquee.Storage;
using Spectre.Console;

namespace Marquee.Cli.Commands;

/// <summary><c>marquee backup DIR</c>: data, configuration and models into a folder.</summary>
internal static class BackupCommand
{
    public static Command Create(Terminal terminal)
    {
        var folder = new Argument<string>("folder") { Description = "The folder to make; it must not exist yet." };
        var workspace = CommonOptions.Workspace();
        var command = new DescribedCommand("backup", "Data, configuration and published models into a folder, while the service runs.") { folder, workspace };
        command.Example("marquee backup backups/2026-03-29");
        command.SetWork((parsed, cancellation) =>
        {
            var from = Workspace.Open(parsed.GetRequiredValue(workspace).FullName);
            var to = parsed.GetRequiredValue(folder);
            terminal.WithStatus("Backing up", _ =>
            {
                WorkspaceBackup.Create(from, to, cancellation);
                return true;
            });
            var bytes = Directory.EnumerateFiles(to, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);
            terminal.Line($"Backed up data, configuration and {WorkspaceText.Models(from)} to [bold]{Markup.Escape(to)}[/] ({ByteText.Of(bytes)}).");
            return CommandHost.Done;
        });
        return command;
    }
}
