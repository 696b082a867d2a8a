using System.Buffers;
using System.Globalization;
using System.Text;
using Marquee.Data;

namespace Marquee.Storage;

/// <summary>The models of a workspace: <c>models/NAME/VERSION/</c>, versions numbered 1, 2, 3, ... Any number of processes may publish, read and delete at once.</summary>
/// <remarks>
/// A model is written into a folder with a name of its own beside the versions, flushed to the disk, and then renamed to its number: a reader finds a whole
/// model or none, also after a crash. A published model never changes. What a crashed publisher left is cleared away by the next one.
/// </remarks>
public sealed class ModelRegistry
{
    /// <summary>In the folder of a model: the largest number of a version that was deleted.</summary>
    internal const string LastDeletedFile = ".last-deleted";

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    private readonly string _directory;

    /// <summary>Looks at a folder, which need not exist before the first model is published.</summary>
    public ModelRegistry(string directory) => _directory = directory;

    /// <summary>The folder.</summary>
    public string Folder => _directory;

    /// <summary>Publishes a model under the next number.</summary>
    /// <param name="name">Lower-case letters, digits and hyphens.</param>
    /// <param name="save">Writes the model; when it throws, nothing is published.</param>
    public ModelVersion Publish(string name, Action<ArtifactWriter> save)
    {
        var models = FolderOf(name);
        Directory.CreateDirectory(models);
        StagingFolder.ClearLeftovers(models);
        using var staging = new StagingFolder(models);
        var writer = new DirectoryArtifactWriter(staging.Path);
        save(writer);
        writer.Complete();
        DiskFlush.Directory(staging.Path);
        for (var version = Math.Max(Versions(models).LastOrDefault(), LastDeleted(models)) + 1; ; version++)
        {
            var target = Path.Combine(models, version.ToString(CultureInfo.InvariantCulture));
            try
            {
                Directory.Move(staging.Path, target);
            }
            catch (IOException) when (Directory.Exists(target))
            {
                // Another publisher took this number in the meantime.
                continue;
            }

            DiskFlush.Directory(models);
            DiskFlush.Directory(_directory);
            return new ModelVersion(name, version, target);
        }
    }

    /// <summary>All models, by name and number.</summary>
    public IReadOnlyList<ModelVersion> List() =>
        !Directory.Exists(_directory)
            ? []
            : [.. Directory.EnumerateDirectories(_directory)
                .Select(folder => Path.GetFileName(folder))
                .Where(IsName)
                .Order(StringComparer.Ordinal)
                .SelectMany(List)];

    /// <summary>All versions of a model, by number.</summary>
    public IReadOnlyList<ModelVersion> List(string name)
    {
        var models = FolderOf(name);
        return [.. Versions(models).Select(version => At(name, version))];
    }

    /// <summary>The version of a model with the highest number, or none.</summary>
    public ModelVersion? Latest(string name) => List(name) is [.., var latest] ? latest : null;

    /// <summary>Opens a model and compares its checksums.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="version">Its number; none means the latest.</param>
    /// <exception cref="StoreException">There is no such model; the message says which there are.</exception>
    /// <exception cref="InvalidDataException">The model was changed or damaged.</exception>
    public ArtifactReader Open(string name, int? version = null)
    {
        var known = List(name);
        var found = version is null ? Latest(name) : known.FirstOrDefault(model => model.Version == version);
        if (found is null)
        {
            throw new StoreException(
                known.Count == 0
                    ? $"There is no model '{name}' in {_directory}; there are: {ListNames()}. Train it first."
                    : $"There is no version {version} of model '{name}'; there are: {string.Join(", ", known.Select(model => model.Version))}.");
        }

        return DirectoryArtifactReader.Open(found.Directory);
    }

    /// <summary>Deletes one version. Its number is not given again. Whoever has it open may go on using it where the file system allows (Linux, macOS).</summary>
    /// <returns>Whether there was such a version.</returns>
    public bool Delete(string name, int version)
    {
        var models = FolderOf(name);
        if (!Versions(models).Contains(version))
        {
            return false;
        }

        using var staging = new StagingFolder(models);

        // A number that came back with another content would fool whoever remembers it.
        if (version > LastDeleted(models))
        {
            var unfinished = Path.Combine(staging.Path, LastDeletedFile);
            using (var file = new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write))
            {
                file.Write(Encoding.ASCII.GetBytes(version.ToString(CultureInfo.InvariantCulture)));
                // On the disk before it is moved: a power cut must not leave an empty file in its place.
                file.Flush(flushToDisk: true);
            }

            File.Move(unfinished, Path.Combine(models, LastDeletedFile), overwrite: true);
        }

        try
        {
            Directory.Move(At(name, version).Directory, Path.Combine(staging.Path, "deleted"));
        }
        catch (DirectoryNotFoundException)
        {
            return false;
        }

        return true;
    }

    private ModelVersion At(string name, int version) =>
        new(name, version, Path.Combine(_directory, name, version.ToString(CultureInfo.InvariantCulture)));

    private string FolderOf(string name) =>
        IsName(name)
            ? Path.Combine(_directory, name)
            : throw new ArgumentException($"A model cannot be named '{name}': lower-case letters, digits and hyphens make a name.", nameof(name));

    private string ListNames()
    {
        var names = string.Join(", ", List().Select(model => model.Name).Distinct());
        return names.Length == 0 ? "none" : names;
    }

    /// <summary>Whether a folder or file of a workspace may have this name.</summary>
    public static bool IsName(string name) => name.Length > 0 && !name.AsSpan().ContainsAnyExcept(NameCharacters);

    private static int[] Versions(string models) =>
        !Directory.Exists(models)
            ? []
            : [.. Directory.EnumerateDirectories(models)
                .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0)
                .Where(version => version > 0)
                .Order()];

    private static int LastDeleted(string models)
    {
        var path = Path.Combine(models, LastDeletedFile);
        if (!File.Exists(path))
        {
            return 0;
        }

        return int.TryParse(File.ReadAllText(path), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : throw new StoreException($"{path} is damaged: it holds the largest version number that was deleted. Write that number into it, or delete the file if none was.");
    }
}
