using System.CommandLine;
using System.Text.Json;
using Marquee.Storage;
using Spectre.Console;

namespace Marquee.Cli.Commands;

/// <summary><c>marquee check</c>: whether data and models are sound.</summary>
internal static class CheckCommand
{
    public static Command Create(Terminal terminal)
    {
        var workspace = CommonOptions.Workspace();
        var json = CommonOptions.Json("Print what was found as JSON.");
        var command = new DescribedCommand("check", "Whether data and models are sound; reads everything, changes nothing.") { workspace, json };
        command.Example("marquee check");
        command.SetWork((parsed, cancellation) =>
        {
            var folder = parsed.GetRequiredValue(workspace);
            var checkedWorkspace = Workspace.Open(folder.FullName);
            var problems = terminal.WithStatus("Checking", _ => WorkspaceBackup.Check(checkedWorkspace, cancellation));
            if (parsed.GetValue(json))
            {
                terminal.OutputWriter.WriteLine(JsonSerializer.Serialize(new { sound = problems.Count == 0, problems }, JsonOutput.Indented));
            }
            else if (problems.Count == 0)
            {
                terminal.Line($"Data and {WorkspaceText.Models(checkedWorkspace)} in [bold]{Markup.Escape(folder.ToString())}[/] are sound.");
            }

            foreach (var problem in problems)
            {
                terminal.Problem(problem);
            }

            return problems.Count == 0 ? CommandHost.Done : CommandHost.Failed;
        });
        return command;
    }
}
