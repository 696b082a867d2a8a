using System.Text.Json.Nodes;

namespace Marquee.Storage;

/// <summary>A folder with everything of one service: configuration, data, models, reports.</summary>
/// <remarks><c>marquee.json</c> (see <see cref="WorkspaceConfiguration"/>), <c>marquee.db</c>, <c>models/NAME/VERSION/</c>, <c>models/NAME/checkpoint/</c>, <c>tuning/MODEL/STUDY.jsonl</c>, <c>served/YYYY-MM-DD.jsonl</c>, <c>reports/</c>, and for a while <c>uploads/</c>.</remarks>
public sealed class Workspace
{
    /// <summary>Name of the configuration file; a folder that has it is a workspace.</summary>
    public const string ConfigurationFile = "marquee.json";

    private Workspace(string directory, WorkspaceConfiguration configuration)
    {
        Directory = directory;
        Configuration = configuration;
        Models = new ModelRegistry(Path.Combine(directory, "models"));
    }

    /// <summary>The folder.</summary>
    public string Directory { get; }

    /// <summary>What <c>marquee.json</c> says.</summary>
    public WorkspaceConfiguration Configuration { get; }

    /// <summary>The models.</summary>
    public ModelRegistry Models { get; }

    /// <summary>Where reports go.</summary>
    public string ReportsDirectory => Path.Combine(Directory, "reports");

    /// <summary>Where the lists that were served are written down; see <see cref="ServedLog"/>.</summary>
    public string ServedDirectory => Path.Combine(Directory, "served");

    /// <summary>Where files lie that were uploaded and not yet imported; see <see cref="UploadFolder"/>.</summary>
    public string UploadsDirectory => Path.Combine(Directory, "uploads");

    /// <summary>Where similarity maps are kept.</summary>
    public string MapsDirectory => Path.Combine(Directory, "maps");

    /// <summary>Whether a folder is a workspace.</summary>
    public static bool Exists(string directory) => File.Exists(Path.Combine(directory, ConfigurationFile));

    /// <summary>Makes a workspace, with a configuration that says what the defaults are.</summary>
    /// <exception cref="StoreException">The folder already is a workspace, or is no folder.</exception>
    public static Workspace Create(string directory)
    {
        if (Exists(directory))
        {
            throw new StoreException($"{directory} already is a workspace; open it, or name another folder.");
        }

        if (File.Exists(directory))
        {
            throw new StoreException($"{directory} is a file; a workspace is a folder.");
        }

        System.IO.Directory.CreateDirectory(Path.Combine(directory, "reports"));
        using var template = typeof(Workspace).Assembly.GetManifestResourceStream(ConfigurationFile)!;
        var unfinished = Path.Combine(directory, ConfigurationFile + ".tmp");
        using (var file = File.Create(unfinished))
        {
            template.CopyTo(file);
            file.Flush(flushToDisk: true);
        }

        File.Move(unfinished, Path.Combine(directory, ConfigurationFile));
        return Open(directory);
    }

    /// <summary>Opens a workspace.</summary>
    /// <exception cref="StoreException">The folder is no workspace, or its configuration is not valid; the message names the key.</exception>
    public static Workspace Open(string directory)
    {
        var path = Path.Combine(directory, ConfigurationFile);
        return Exists(directory)
            ? new Workspace(directory, WorkspaceConfiguration.Parse(File.ReadAllText(path), path))
            : throw new StoreException($"{directory} is no workspace: it has no {ConfigurationFile}. Import data first, or name another folder.");
    }

    /// <summary>Opens a workspace, or makes it where there is none.</summary>
    /// <exception cref="StoreException">The configuration is not valid; the message names the key.</exception>
    public static Workspace OpenOrCreate(string directory) => Exists(directory) ? Open(directory) : Create(directory);

    /// <summary>Opens a study of options, or begins it: <c>tuning/MODEL/STUDY.jsonl</c>.</summary>
    /// <param name="model">The model whose options are studied.</param>
    /// <param name="study">Name of the study: lower-case letters, digits and hyphens.</param>
    /// <param name="head">What is studied; a file with another head is another study.</param>
    /// <param name="restart">Whether to forget what is there.</param>
    /// <exception cref="StoreException">The file holds another study, is damaged, or is in use.</exception>
    public StudyFile OpenStudy(string model, string study, JsonObject head, bool restart = false) =>
        ModelRegistry.IsName(model) && ModelRegistry.IsName(study)
            ? StudyFile.Open(Path.Combine(Directory, "tuning", model, study + ".jsonl"), head, restart)
            : throw new StoreException($"A study cannot be named '{study}': lower-case letters, digits and hyphens make a name.");

    /// <summary>Opens the checkpoints of a training: <c>models/MODEL/checkpoint/</c>.</summary>
    /// <param name="model">The model that is trained.</param>
    /// <param name="head">What is trained: options, seed, data; a checkpoint with another head is refused.</param>
    /// <param name="interval">Time between two checkpoints.</param>
    /// <exception cref="StoreException">Another process trains this model with checkpoints.</exception>
    public CheckpointFolder OpenCheckpoints(string model, JsonObject head, TimeSpan interval) =>
        ModelRegistry.IsName(model)
            ? CheckpointFolder.Open(Path.Combine(Directory, "models", model, "checkpoint"), model, head, interval)
            : throw new StoreException($"A model cannot be named '{model}': lower-case letters, digits and hyphens make a name.");

    /// <summary>Opens the store that the configuration names; whoever opens it disposes of it.</summary>
    /// <exception cref="StoreException">The store cannot be opened.</exception>
    public IDataStore OpenStore() => DataStores.Open(Configuration.Store, Directory);
}
