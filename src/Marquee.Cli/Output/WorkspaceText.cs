using Marquee.Storage;

namespace Marquee.Cli;

/// <summary>What is in a workspace, for a person.</summary>
internal static class WorkspaceText
{
    /// <summary>How many versions of models are published, such as <c>3 models</c>.</summary>
    public static string Models(Workspace workspace) => workspace.Models.List().Count is var count && count == 1 ? "1 model" : $"{count:N0} models";
}
