using System.CommandLine;
using Marquee.Content;
using Marquee.Data;
using Marquee.Evaluation;
using Marquee.Media;
using Marquee.Recommenders;
using Spectre.Console;

namespace Marquee.Cli.Commands;

/// <summary><c>marquee media look|pretrain|tune|embed|fuse</c>: what pictures and sounds of items are like, as features that recommenders learn from.</summary>
internal static class MediaCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new DescribedCommand("media", "Pictures and sounds of items: look at files, learn an encoder without labels, give items vectors, learn how much each counts.")
        {
            Look(terminal),
            Pretrain(terminal),
            MediaTuneCommand.Create(terminal),
            Embed(terminal),
            MediaFuseCommand.Create(terminal),
        };
        command.Example("marquee media look posters/42.jpg")
            .Example("marquee media pretrain posters --to posters.encoder")
            .Example("marquee media embed posters --as poster --from posters.encoder")
            .Example("marquee media fuse --features poster,audio");
        return command;
    }

    private static DescribedCommand Look(Terminal terminal)
    {
        var files = new Argument<FileInfo[]>("files") { Description = "Pictures and sounds.", Arity = ArgumentArity.OneOrMore };
        var command = new DescribedCommand("look", "Say what files are, by their content and not by their names.") { files };
        command.Example("marquee media look posters/42.jpg trailer.mp3");
        command.SetWork((parsed, cancellation) =>
        {
            var table = new TextTable().Words("file").Words("format").Words("what it holds");
            foreach (var file in parsed.GetRequiredValue(files))
            {
                cancellation.ThrowIfCancellationRequested();
                var format = MediaFile.Format(file.FullName);
                table.Row([file.Name, $"{format}", format.IsPicture() ? Words(MediaFile.ReadPicture(file.FullName, cancellationToken: cancellation)) : Words(MediaFile.ReadSound(file.FullName, cancellationToken: cancellation))]);
            }

            terminal.Write(table);
            return CommandHost.Done;
        });
        return command;

        static string Words(object held) => held switch
        {
            Picture picture => $"a picture of {picture.Width} x {picture.Height}",
            Sound sound => $"{sound.Duration.TotalSeconds:0.0} s of sound, {sound.Rate:N0} samples a second, {(sound.Channels == 1 ? "1 channel" : $"{sound.Channels} channels")}",
            _ => throw new ArgumentException($"Neither a picture nor a sound: {held}.", nameof(held)),
        };
    }

    private static DescribedCommand Pretrain(Terminal terminal)
    {
        var learning = new MediaLearningArguments();
        var to = new Option<FileInfo>("--to") { Description = "File that the encoder is written to.", HelpName = "F", Required = true };
        var set = CommonOptions.Set();
        set.Description = "Set an option of the learning, such as epochs=60. May be given several times.";
        var optionFile = CommonOptions.OptionFile();
        optionFile.Description = "Read options from a JSON file, such as 'marquee media tune' writes; --set wins over it.";
        var seed = CommonOptions.Seed();
        var command = new DescribedCommand("pretrain", "Learn an encoder of pictures or sounds without labels: two views of one file are to be nearer than those of two.")
        {
            learning.Folder, to, learning.Size, learning.Seconds, set, optionFile, seed,
        };
        command.List("Options of the learning", MediaLearningArguments.Options())
            .Example("marquee media pretrain posters --to posters.encoder")
            .Example("marquee media pretrain trailers --to trailers.encoder --seconds 8 --set epochs=60 --set width=32");
        command.SetWork((parsed, cancellation) =>
        {
            var options = (MediaLearningOptions)MediaLearningOptions.Schema.Parse([.. OptionFile.Read(parsed.GetValue(optionFile)), .. OptionSchema.Assignments(parsed.GetValue(set)!, MediaLearningArguments.Example)]);
            var folder = parsed.GetRequiredValue(learning.Folder);
            var files = MediaFolder.Find(folder.FullName);
            string[] paths = [.. files.Select(file => file.Path)];
            var preparation = learning.Preparation(parsed, paths[0]);
            var began = TimeProvider.System.GetTimestamp();
            ItemMediaEncoder encoder;
            try
            {
                var examples = terminal.WithProgress($"reading {preparation.Kind}", progress => preparation.Read(paths, null, progress, cancellation));
                var training = options.Training(examples.Count, parsed.GetValue(seed) ?? new SelfSupervisedOptions().Seed);
                encoder = terminal.WithTraining("views", progress => ItemMediaEncoder.Train(preparation, examples, options.Network, options.Goal(preparation), training, new LearningSteps(progress), cancellation));
            }
            catch (ArgumentException exception)
            {
                throw new CommandException(exception.Message.Split(" (Parameter")[0]);
            }

            var artifact = new MemoryArtifact();
            encoder.Save(artifact);
            ArtifactFile.Write(parsed.GetRequiredValue(to).FullName, artifact);
            terminal.Line($"Learned from [bold]{files.Count:N0}[/] {encoder.Preparation.Kind} in {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0.0} s; wrote {Markup.Escape(parsed.GetRequiredValue(to).ToString())}.");
            terminal.Hint($"Next: marquee media embed {CommonOptions.Quoted(folder.ToString())} --as {(encoder.Preparation is PicturePreparation ? "visual" : "audio")} --from {CommonOptions.Quoted(parsed.GetRequiredValue(to).ToString())}");
            return CommandHost.Done;
        });
        return command;
    }

    private static DescribedCommand Embed(Terminal terminal)
    {
        var folder = new Argument<DirectoryInfo>("folder") { Description = MediaLearningArguments.FolderDescription };
        var name = new Option<string>("--as") { Description = "Name of the feature, such as visual, audio or poster.", HelpName = "NAME", Required = true };
        var from = new Option<FileInfo?>("--from") { Description = "Encoder, as 'marquee media pretrain' wrote it. Without: statistics of colour and texture, or of timbre, harmony and rhythm.", HelpName = "F" };
        var workspace = CommonOptions.Workspace();
        var command = new DescribedCommand("embed", "Give items the vectors of their pictures or sounds, as features that recommenders learn from.") { folder, name, from, workspace };
        command.Example("marquee media embed posters --as poster --from posters.encoder")
            .Example("marquee media embed trailers --as audio");
        command.SetWork((parsed, cancellation) =>
        {
            var files = MediaFolder.Find(parsed.GetRequiredValue(folder).FullName);
            using var session = WorkspaceSession.Open(parsed.GetRequiredValue(workspace));
            var known = files.Where(file => session.Snapshot.ItemIds.TryGetIndex(file.Item, out _)).ToList();
            if (known.Count == 0)
            {
                throw new CommandException($"None of the {files.Count:N0} files in '{parsed.GetRequiredValue(folder)}' is named by the id of an item of the workspace; the first is {Path.GetFileName(files[0].Path)}. The name before the dot is to be the item's id.");
            }

            string[] paths = [.. known.Select(file => file.Path)];
            var encoder = parsed.GetValue(from) is { } file ? ItemMediaEncoder.Load(ArtifactFile.Read(file.FullName)) : null;
            var vectors = terminal.WithProgress("reading", progress => encoder is null ? MediaStatistics.Of(paths, null, progress, cancellation) : encoder.Embed(paths, null, progress, cancellation));
            var embedding = new ItemEmbedding(parsed.GetRequiredValue(name), new IdMap([.. known.Select(file => file.Item)]), vectors);
            session.Import(new EmbeddedItems(session.Snapshot, [embedding]), cancellation);
            terminal.Write(new TextTable().Words("feature").Numbers("items").Numbers("numbers").Row([embedding.Name, $"{known.Count:N0}", $"{embedding.Dimensions}"]));
            if (known.Count < files.Count)
            {
                terminal.Hint($"{files.Count - known.Count:N0} files are of no item of the workspace and were left out.");
            }

            terminal.Hint($"Next: marquee train content --set {CommonOptions.Quoted($"features={embedding.Name}")}{CommonOptions.Behind(parsed.GetRequiredValue(workspace))}");
            return CommandHost.Done;
        });
        return command;
    }
}
