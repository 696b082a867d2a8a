using System.CommandLine;
using Marquee.Content;
using Marquee.Data;

namespace Marquee.Cli.Commands;

/// <summary><c>marquee embed</c>: what an encoder makes of the items, as features that recommenders learn from.</summary>
internal static class EmbedCommand
{
    public static Command Create(Terminal terminal)
    {
        var workspace = CommonOptions.Workspace();
        var from = new Option<FileInfo?>("--from") { Description = "Encoder of summaries, as 'marquee pretrain' wrote it: the feature 'text'.", HelpName = "F" };
        var tags = new Option<bool>("--tags") { Description = "Learn the tags of the items: the feature 'tags'." };
        var vectors = new Option<DirectoryInfo[]>("--vectors") { Description = "Folder of vectors, as 'marquee graph embed' wrote it: the feature that it names. May be given several times.", HelpName = "DIR" };
        var command = new DescribedCommand("embed", "Give items vectors of what they are about, as features that recommenders learn from.") { from, tags, vectors, workspace };
        command.Example("marquee embed --from summaries.encoder --tags")
            .Example("marquee embed --vectors film-vectors");
        command.SetWork((parsed, cancellation) =>
        {
            if (parsed.GetValue(from) is null && !parsed.GetValue(tags) && parsed.GetValue(vectors) is null or [])
            {
                throw new CommandException("There is nothing to embed with: name an encoder with --from F, a folder with --vectors DIR, or ask for --tags.");
            }

            using var session = WorkspaceSession.Open(parsed.GetRequiredValue(workspace));
            var items = session.Snapshot.Items;
            var found = new List<ItemEmbedding>();
            if (parsed.GetValue(from) is { } file)
            {
                var encoder = TextEncoder.Load(ArtifactFile.Read(file.FullName));
                found.Add(new ItemEmbedding(ItemEmbedding.Text, session.Snapshot.ItemIds, encoder.Embed([.. items.Select(item => item.Summary)])));
            }

            if (parsed.GetValue(tags))
            {
                try
                {
                    found.Add(terminal.WithProgress("tags", progress => TagEncoder.Embed(items, null, true, progress, cancellation)));
                }
                catch (ArgumentException exception)
                {
                    throw new CommandException(exception.Message.Split(" (Parameter")[0]);
                }
            }

            found.AddRange((parsed.GetValue(vectors) ?? []).Select(folder => ItemEmbedding.Load(DirectoryArtifactReader.Open(folder.FullName))));
            session.Import(new EmbeddedItems(session.Snapshot, found), cancellation);
            var table = new TextTable().Words("feature").Numbers("items").Numbers("numbers");
            foreach (var embedding in found)
            {
                table.Row([embedding.Name, $"{items.Count(item => embedding.Items.TryGetIndex(item.Id, out var row) && embedding.Knows(row)):N0}", $"{embedding.Dimensions}"]);
            }

            terminal.Write(table);
            terminal.Hint($"Next: marquee train content{CommonOptions.Behind(parsed.GetRequiredValue(workspace))}");
            return CommandHost.Done;
        });
        return command;
    }
}
