using System.Text.Json.Nodes;
using Marquee.Data;

namespace Marquee.Media;

/// <summary>What is made of files before an encoder reads them, so that an encoder that was written to a file knows how to read others.</summary>
public abstract record MediaPreparation
{
    /// <summary>Largest strength of views.</summary>
    public const double MostStrength = 1.3;

    private const string Property = "preparation";

    /// <summary>How examples come out.</summary>
    public abstract PlaneShape Shape { get; }

    /// <summary>What it prepares, in a word: <c>pictures</c> or <c>sounds</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>Views that show the same thing: what an encoder of such examples has to see through.</summary>
    /// <param name="strength">How much they change, from 0 to <see cref="MostStrength"/>. 1 is usual; the smaller, the more a view is like the example.</param>
    /// <exception cref="ArgumentOutOfRangeException">The strength is outside of its range.</exception>
    public IAugmentation Views(double strength = 1) => strength is >= 0 and <= MostStrength
        ? MakeViews(strength)
        : throw new ArgumentOutOfRangeException(nameof(strength), strength, $"Views are changed with a strength from 0 to {MostStrength}.");

    /// <summary>Reads files. They are read one after another and only what is made of them is held.</summary>
    /// <param name="paths">The files.</param>
    /// <param name="limits">What each may cost; null is <see cref="DecodeLimits.Default"/>.</param>
    /// <param name="progress">Told the share of files read.</param>
    /// <param name="cancellationToken">Checked before each file.</param>
    /// <exception cref="MediaException">A file cannot be read: which, why, and what would be right.</exception>
    public abstract IExamples Read(IReadOnlyList<string> paths, DecodeLimits? limits = null, IProgress<double>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Views of a strength within its range.</summary>
    private protected abstract IAugmentation MakeViews(double strength);

    /// <summary>The preparation as a file holds it.</summary>
    private protected abstract JsonObject ToJson();

    /// <summary>Writes it beside an encoder.</summary>
    internal void Save(ArtifactWriter writer) => writer.Properties[Property] = ToJson();

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It is missing or not one.</exception>
    internal static MediaPreparation Load(ArtifactReader reader)
    {
        var json = reader.Properties[Property] as JsonObject ?? throw new InvalidDataException("The file does not say how pictures or sounds are prepared for its encoder: it is no encoder of items, or is damaged.");
        try
        {
            return (string?)json["kind"] switch
            {
                PicturePreparation.Pictures => PicturePreparation.Read(json),
                SoundPreparation.Sounds => SoundPreparation.Read(json),
                var other => throw new InvalidDataException($"An encoder reads pictures or sounds, not '{other}'."),
            };
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"How pictures or sounds are prepared for the encoder is damaged: {exception.Message}", exception);
        }
    }

    /// <summary>Goes through files and tells how far it is.</summary>
    private protected static T[] ReadAll<T>(IReadOnlyList<string> paths, Func<string, T> read, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var found = new T[paths.Count];
        for (var index = 0; index < found.Length; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            found[index] = read(paths[index]);
            progress?.Report((index + 1.0) / found.Length);
        }

        return found;
    }
}
