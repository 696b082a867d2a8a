namespace Marquee.Storage;

/// <summary>A workspace in a folder that can be kept elsewhere: <c>marquee.json</c> and what other configuration there is (hashed keys), <c>marquee.db</c>, every published model, and which of them are served.</summary>
/// <remarks>Made while the service runs. Reports, searches for options, unfinished trainings and logs of what was served are not in it.</remarks>
public static class WorkspaceBackup
{
    private const string Database = "marquee.db";
    private const string Models = "models";

    /// <summary>Makes a backup, which appears as a whole or not at all.</summary>
    /// <param name="workspace">What is backed up.</param>
    /// <param name="folder">The folder to make.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="StoreException">The folder is there already, or the store cannot be read.</exception>
    public static void Create(Workspace workspace, string folder, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        RefuseExisting(folder);
        var parent = ParentOf(folder);
        Directory.CreateDirectory(parent);
        using var staging = new StagingFolder(parent);
        CopyConfiguration(workspace.Directory, staging.Path);

        // Models before data: a model knows the items of its time, and the data must not be older.
        CopyModels(workspace.Models, staging.Path, cancellationToken);
        using (var store = workspace.OpenStore())
        {
            store.BackUp(Path.Combine(staging.Path, Database), cancellationToken);
        }

        Finish(staging.Path, folder);
    }

    /// <summary>Restores a backup: into a new workspace with the backup's configuration, or into one that is there, with its own configuration, as long as it is empty.</summary>
    /// <param name="folder">The backup; it is not changed.</param>
    /// <param name="directory">Folder of the workspace.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="StoreException">The folder is no backup or damaged, or the workspace is not empty.</exception>
    public static Workspace Restore(string folder, string directory, CancellationToken cancellationToken = default)
    {
        var database = Path.Combine(folder, Database);
        if (!File.Exists(database) || !Workspace.Exists(folder))
        {
            throw new StoreException($"{folder} is no backup: it holds no {Workspace.ConfigurationFile} and {Database}. Name the folder that a backup made.");
        }

        var models = new ModelRegistry(Path.Combine(folder, Models));
        if (ProblemsOf(models, cancellationToken) is [var problem, ..])
        {
            throw new StoreException($"{folder} is damaged: {problem}");
        }

        if (!Workspace.Exists(directory))
        {
            RefuseExisting(directory);
            var parent = ParentOf(directory);
            Directory.CreateDirectory(parent);
            using var staging = new StagingFolder(parent);
            CopyConfiguration(folder, staging.Path);
            Directory.CreateDirectory(Path.Combine(staging.Path, "reports"));
            Fill(staging.Path);
            Finish(staging.Path, directory);
            return Workspace.Open(directory);
        }

        var workspace = Workspace.Open(directory);
        if (workspace.Models.List().Count > 0)
        {
            throw new StoreException($"{directory} holds models; a backup is restored into a new workspace, or one without data and models.");
        }

        Fill(directory);
        return workspace;

        void Fill(string target)
        {
            using var store = Workspace.Open(target).OpenStore();
            store.Restore(database, cancellationToken);
            CopyModels(models, target, cancellationToken);
        }
    }

    /// <summary>Looks for damage in the data (see <see cref="IDataStore.Check"/>) and in every published model (see <see cref="ModelRegistry.Open"/>).</summary>
    /// <param name="workspace">What is checked.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>What is wrong, in words; nothing where all is sound.</returns>
    public static IReadOnlyList<string> Check(Workspace workspace, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        using var store = workspace.OpenStore();
        return [.. store.Check(cancellationToken), .. ProblemsOf(workspace.Models, cancellationToken)];
    }

    private static List<string> ProblemsOf(ModelRegistry models, CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        foreach (var model in models.List())
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                _ = models.Open(model.Name, model.Version);
            }
            catch (InvalidDataException exception)
            {
                problems.Add(exception.Message);
            }
        }

        return problems;
    }

    private static void CopyConfiguration(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*.json"))
        {
            Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }

    /// <summary>Copies the published versions, which of them are served, and which numbers were given to versions that are gone.</summary>
    private static void CopyModels(ModelRegistry models, string to, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(models.Folder))
        {
            return;
        }

        // The choice before the versions, which may be deleted as soon as they are no longer chosen.
        var target = Directory.CreateDirectory(Path.Combine(to, Models)).FullName;
        CopyConfiguration(models.Folder, target);
        foreach (var notes in Directory.EnumerateFiles(models.Folder, ModelRegistry.LastDeletedFile, SearchOption.AllDirectories))
        {
            CopyBelow(notes);
        }

        foreach (var file in models.List().SelectMany(model => Directory.EnumerateFiles(model.Directory)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            CopyBelow(file);
        }

        void CopyBelow(string file)
        {
            var copy = Path.Combine(target, Path.GetRelativePath(models.Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            Copy(file, copy);
        }
    }

    private static void Copy(string from, string to)
    {
        File.Copy(from, to);
        using var copy = new FileStream(to, FileMode.Open, FileAccess.ReadWrite);
        copy.Flush(flushToDisk: true);
    }

    private static void Finish(string staging, string folder)
    {
        DiskFlush.Directory(staging);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder);
        }

        Directory.Move(staging, folder);
        DiskFlush.Directory(ParentOf(folder));
    }

    private static void RefuseExisting(string folder)
    {
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
        {
            throw new StoreException($"{folder} is there already; name a folder that is not, or an empty one.");
        }
    }

    private static string ParentOf(string folder) => Path.GetDirectoryName(Path.GetFullPath(Path.TrimEndingDirectorySeparator(folder)))!;
}
