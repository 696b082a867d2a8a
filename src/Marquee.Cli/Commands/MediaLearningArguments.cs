using System.CommandLine;
using System.Text.RegularExpressions;
using Marquee.Evaluation;
using Marquee.Media;

namespace Marquee.Cli.Commands;

/// <summary>What commands take that learn from a folder of pictures or sounds: the folder and how its files are read.</summary>
internal sealed partial class MediaLearningArguments
{
    /// <summary>What a folder of pictures or sounds is.</summary>
    public const string FolderDescription = "Folder with a picture, or a sound, for each item, named by its id: 42.jpg. The sound of a video is read where ffmpeg is found.";

    /// <summary>What setting an option of the learning looks like.</summary>
    public const string Example = "NAME=VALUE, such as epochs=60";

    private const string StandardSize = "48x72";
    private const double StandardSeconds = 5;

    /// <summary>The folder.</summary>
    public Argument<DirectoryInfo> Folder { get; } = new("folder") { Description = FolderDescription };

    /// <summary>Size of pictures.</summary>
    public Option<string> Size { get; } = new("--size") { Description = $"Width and height that pictures are brought to. Default: {StandardSize}.", HelpName = "WxH", DefaultValueFactory = _ => StandardSize };

    /// <summary>Length of sounds.</summary>
    public Option<double> Seconds { get; } = new("--seconds") { Description = $"How much of the middle of sounds is read, 0.5 to 10. Default: {StandardSeconds}.", HelpName = "S", DefaultValueFactory = _ => StandardSeconds };

    /// <summary>The options of the learning and what they do, for the help.</summary>
    public static IEnumerable<(string Name, string Text)> Options() =>
        MediaLearningOptions.Schema.Options.Select(option => (option.Name, $"{option.Attribute.Effect} Default: {option.DefaultText}; {option.Range}."));

    /// <summary>What is made of the files, as the command line says.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="first">One of the files: it shows whether they are pictures or sounds.</param>
    /// <exception cref="CommandException">The size or the seconds are none.</exception>
    public MediaPreparation Preparation(ParseResult parsed, string first)
    {
        try
        {
            return MediaFile.Format(first).IsPicture() ? Pictures(parsed.GetRequiredValue(Size)) : new SoundPreparation(parsed.GetValue(Seconds));
        }
        catch (ArgumentException exception)
        {
            throw new CommandException(exception.Message.Split(" (Parameter")[0]);
        }
    }

    /// <summary>The words by which another command reads files as this one: nothing where they are the usual ones.</summary>
    public string Again(ParseResult parsed, MediaPreparation preparation) => preparation switch
    {
        PicturePreparation when parsed.GetValue(Size) is { } size && size != StandardSize => $" --size {size}",
        SoundPreparation when parsed.GetValue(Seconds) is var seconds && seconds != StandardSeconds => FormattableString.Invariant($" --seconds {seconds}"),
        _ => string.Empty,
    };

    private static PicturePreparation Pictures(string size) => Form().Match(size) is { Success: true, Groups: var groups }
        ? new PicturePreparation(int.Parse(groups["width"].ValueSpan, null), int.Parse(groups["height"].ValueSpan, null))
        : throw new CommandException($"--size is the width and the height of pictures, such as {StandardSize}, not '{size}'.");

    [GeneratedRegex("^(?<width>[0-9]{1,5})x(?<height>[0-9]{1,5})$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
