using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Marquee.Data;

/// <summary>
/// A folder of public data sets, each in a folder of its name. Beside them, <c>accepted-licences.json</c> remembers which terms the user accepted, and <c>.downloads</c> holds what is not complete.
/// </summary>
/// <param name="root">The folder; it need not be there yet.</param>
public sealed class DatasetLibrary(string root)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private string LicencesPath => Path.Combine(root, "accepted-licences.json");

    /// <summary>The folder of a data set.</summary>
    public string FolderOf(PublicDataset dataset) => Path.Combine(root, dataset.Name);

    /// <summary>Whether a part of a data set is here, complete.</summary>
    public bool Has(PublicDataset dataset, DatasetPart part) => part.Files.All(file => File.Exists(Path.Combine(FolderOf(dataset), file)));

    /// <summary>Whether all of a data set is here.</summary>
    public bool Has(PublicDataset dataset) => dataset.Parts.All(part => Has(dataset, part));

    /// <summary>Whether the user has accepted the terms of a data set before.</summary>
    /// <exception cref="DatasetException">What is remembered cannot be read.</exception>
    public bool HasAccepted(PublicDataset dataset) => ReadAccepted()[dataset.Name]?["licence"]?.ToString() == dataset.Licence.Address.ToString();

    /// <summary>Remembers that the user accepted the terms of a data set.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="time">When.</param>
    /// <exception cref="DatasetException">It cannot be written.</exception>
    public void Accept(PublicDataset dataset, DateTimeOffset time)
    {
        var accepted = ReadAccepted();
        accepted[dataset.Name] = new JsonObject { ["licence"] = dataset.Licence.Address.ToString(), ["accepted"] = time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture) };
        Guard(LicencesPath, () =>
        {
            Directory.CreateDirectory(root);
            File.WriteAllText(LicencesPath + ".tmp", accepted.ToJsonString(Indented) + "\n");
            File.Move(LicencesPath + ".tmp", LicencesPath, overwrite: true);
        });
    }

    /// <summary>Where a part comes while it is not complete.</summary>
    internal string PendingPath(PublicDataset dataset, DatasetPart part) => Path.Combine(PendingFolder(dataset), part.FileName + ".part");

    /// <summary>An empty folder to prepare a part in.</summary>
    internal string EmptyPreparedFolder(PublicDataset dataset)
    {
        var folder = PreparedFolder(dataset);
        Guard(folder, () =>
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }

            Directory.CreateDirectory(folder);
        });
        return folder;
    }

    /// <summary>Puts prepared files into the data set's folder; those that tell that the part is here come last, so that a part is never half here.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="part">The part.</param>
    /// <param name="prepared">A folder with its files.</param>
    internal void Shelve(PublicDataset dataset, DatasetPart part, string prepared)
    {
        var folder = FolderOf(dataset);
        Guard(folder, () =>
        {
            var files = Directory.EnumerateFiles(prepared, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(prepared, file)).ToArray();
            foreach (var file in files.OrderBy(file => part.Files.Contains(file.Replace(Path.DirectorySeparatorChar, '/'))))
            {
                var target = Path.Combine(folder, file);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Move(Path.Combine(prepared, file), target, overwrite: true);
            }
        });
    }

    /// <summary>Removes what was prepared, and the folders of what is pending where nothing is.</summary>
    internal void Tidy(PublicDataset dataset) => Guard(root, () =>
    {
        var pending = PendingFolder(dataset);
        if (Directory.Exists(PreparedFolder(dataset)))
        {
            Directory.Delete(PreparedFolder(dataset), recursive: true);
        }

        foreach (var folder in new[] { pending, Path.GetDirectoryName(pending)! }.Where(folder => Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any()))
        {
            Directory.Delete(folder);
        }
    });

    /// <summary>Tells that a place cannot be written.</summary>
    internal static void Guard(string path, Action write)
    {
        try
        {
            write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw ReadSession.Refuse(path, $"cannot be written: {exception.Message}", exception);
        }
    }

    private string PreparedFolder(PublicDataset dataset) => Path.Combine(PendingFolder(dataset), "prepared");

    private string PendingFolder(PublicDataset dataset) => Path.Combine(root, ".downloads", dataset.Name);

    private JsonObject ReadAccepted()
    {
        try
        {
            return File.Exists(LicencesPath) && JsonNode.Parse(File.ReadAllText(LicencesPath)) is JsonObject accepted ? accepted : [];
        }
        catch (JsonException exception)
        {
            throw ReadSession.Refuse(LicencesPath, $"is damaged: {exception.Message} Remove it, and accept the licences again", exception);
        }
    }
}
