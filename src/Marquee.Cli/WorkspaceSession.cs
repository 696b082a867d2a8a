using System.Diagnostics;
using System.Reflection;
using System.Text.Json.Nodes;
using Marquee.Data;
using Marquee.Numerics;
using Marquee.Recommenders;
using Marquee.Storage;

namespace Marquee.Cli;

/// <summary>A workspace as the commands use it: its data frozen once, its models by name, users and items by id.</summary>
internal sealed class WorkspaceSession : IDisposable
{
    private static readonly string ProgramVersion = typeof(WorkspaceSession).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    private readonly Workspace _workspace;
    private Snapshot? _snapshot;

    private WorkspaceSession(Workspace workspace)
    {
        _workspace = workspace;
        Store = workspace.OpenStore();
    }

    /// <summary>The folder, as a person would name it.</summary>
    public string Name => Path.GetRelativePath(Environment.CurrentDirectory, _workspace.Directory) is var relative && !relative.StartsWith("..", StringComparison.Ordinal)
        ? relative
        : _workspace.Directory;

    /// <summary>Users, items and interactions.</summary>
    public IDataStore Store { get; }

    /// <summary>What <c>marquee.json</c> says.</summary>
    public WorkspaceConfiguration Configuration => _workspace.Configuration;

    /// <summary>Where similarity maps are kept.</summary>
    public string MapsDirectory => _workspace.MapsDirectory;

    /// <summary>The data as they were when first asked for.</summary>
    public Snapshot Snapshot => _snapshot ??= Store.LoadSnapshot(Configuration.Weighting);

    /// <summary>Opens a workspace that is there and holds data.</summary>
    public static WorkspaceSession Open(DirectoryInfo folder)
    {
        var session = new WorkspaceSession(Workspace.Open(folder.FullName));
        if (session.Store.Count() is { Interactions: > 0 } or { Items: > 0 })
        {
            return session;
        }

        session.Dispose();
        throw new CommandException($"The workspace {folder} is empty. Fill it first: marquee import PATH, or marquee demo.");
    }

    /// <summary>Opens a workspace, or makes it.</summary>
    public static WorkspaceSession OpenOrCreate(DirectoryInfo folder) => new(Workspace.OpenOrCreate(folder.FullName));

    /// <summary>Refuses to go on where the workspace holds something else.</summary>
    /// <param name="userId">A user by whom the expected data is recognised.</param>
    /// <param name="what">What is expected, in words.</param>
    public void RefuseUnlessEmptyOr(string userId, string what)
    {
        if (Store.Count().Users > 0 && !Snapshot.UserIds.TryGetIndex(userId, out _))
        {
            throw new CommandException($"The workspace {Name} holds other data than {what}; name another one with --workspace DIR.");
        }
    }

    /// <summary>Writes records that come from a program rather than from a file.</summary>
    /// <returns>What was new, updated and unchanged.</returns>
    public ImportTally Import(IDatasetSource source, CancellationToken cancellation)
    {
        using var writer = Store.OpenWriter();
        source.CopyTo(writer, cancellation);
        writer.Commit();
        _snapshot = null;
        return writer.Tally;
    }

    /// <summary>Trains a model on everything and publishes it.</summary>
    /// <param name="family">Its family.</param>
    /// <param name="options">Its options.</param>
    /// <param name="seed">Seed of all chance; nothing for that of the configuration.</param>
    /// <param name="terminal">Where progress is shown.</param>
    /// <param name="cancellation">Stops the training.</param>
    /// <param name="checkpoints">Where its state is kept from time to time; nothing where it is not.</param>
    public TrainedModel Train(
        ModelFamily family, ModelOptions options, ulong? seed, Terminal terminal, CancellationToken cancellation, CheckpointFolder? checkpoints = null)
    {
        var snapshot = Snapshot;
        _ = snapshot.Interactions;
        var clock = Stopwatch.StartNew();
        var model = terminal.WithTraining($"Training {family.Name}", progress => family.Train(snapshot, options, new TrainingContext
        {
            Seed = seed ?? Configuration.Seed,
            MaxDegreeOfParallelism = Configuration.MaxDegreeOfParallelism,
            Progress = progress,
            CancellationToken = cancellation,
            Checkpoints = checkpoints,
        }));
        clock.Stop();
        cancellation.ThrowIfCancellationRequested();
        var published = _workspace.Models.Publish(family.Name, writer => ModelArchive.Save(family, model, snapshot, writer, Now()));
        // Killed before this line, a training can be resumed once more, and publishes the same model again under the next number.
        checkpoints?.Clear();
        return new TrainedModel(family, model, published.Version, clock.Elapsed);
    }

    /// <summary>Opens the checkpoints of a training.</summary>
    /// <param name="family">Family of the model.</param>
    /// <param name="options">Its options.</param>
    /// <param name="seed">Seed of all chance; nothing for that of the configuration.</param>
    /// <param name="interval">Time between two checkpoints.</param>
    public CheckpointFolder OpenCheckpoints(ModelFamily family, ModelOptions options, ulong? seed, TimeSpan interval) =>
        _workspace.OpenCheckpoints(
            family.Name,
            new JsonObject
            {
                // Another version may take other steps, and sums of another width differ in their last bits: the model would be that of neither.
                ["marquee"] = ProgramVersion,
                ["vectors"] = SimdWidths.Chosen.ToString().ToLowerInvariant(),
                ["model"] = family.Name,
                ["options"] = family.Options.ToJson(options),
                ["seed"] = seed ?? Configuration.Seed,
                ["data"] = SnapshotFingerprint.Of(Snapshot),
            },
            interval);

    /// <summary>The lists that the service has served, day by day.</summary>
    public IEnumerable<ServedList> ServedLists() => ServedLog.Read(_workspace.ServedDirectory);

    /// <summary>Opens a study of a model's options; see <see cref="Workspace.OpenStudy"/>.</summary>
    public StudyFile OpenStudy(string model, string study, JsonObject head, bool restart) => _workspace.OpenStudy(model, study, head, restart);

    /// <summary>Loads the newest version of a model; without a name the one that was published last.</summary>
    /// <param name="name">Its name, if any.</param>
    /// <param name="fits">What it must be able to do.</param>
    /// <param name="ability">The same in words, to follow "no model that".</param>
    public ArchivedModel Load(string? name, Func<IModel, bool>? fits = null, string ability = "can be used")
    {
        if (name is not null)
        {
            _ = ModelCatalogue.Find(name);
            var named = ModelArchive.Load(_workspace.Models.Open(name), Snapshot.ItemIds);
            return fits is null || fits(named.Model) ? named : throw new CommandException($"{name} is not a model that {ability}.");
        }

        var newest = _workspace.Models.List().GroupBy(model => model.Name).Select(versions => versions.Last())
            .OrderByDescending(model => Directory.GetLastWriteTimeUtc(model.Directory)).ToArray();
        foreach (var version in newest)
        {
            var archived = ModelArchive.Load(_workspace.Models.Open(version.Name, version.Version), Snapshot.ItemIds);
            if (fits is null || fits(archived.Model))
            {
                return archived;
            }
        }

        throw new CommandException(
            newest.Length == 0
                ? $"Nothing is trained in {Name} yet. Train something first: marquee train ease"
                : $"There is no model in {Name} that {ability}; there are {string.Join(", ", newest.Select(model => model.Name))}. Train one first: marquee train ease");
    }

    /// <summary>The moment of asking, in milliseconds since 1970 UTC.</summary>
    public static long Now() => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>The index of a user.</summary>
    public int FindUser(string id) =>
        Snapshot.UserIds.TryGetIndex(id, out var index)
            ? index
            : throw new CommandException($"There is no user '{id}' in {Name}. Ids look like '{Snapshot.UserIds[0]}'.");

    /// <summary>The index of an item, by id or, where only one has it, by title.</summary>
    public int FindItem(string idOrTitle)
    {
        if (Snapshot.ItemIds.TryGetIndex(idOrTitle, out var index))
        {
            return index;
        }

        var titled = Enumerable.Range(0, Snapshot.Items.Count)
            .Where(item => string.Equals(Snapshot.Items[item].Title, idOrTitle, StringComparison.OrdinalIgnoreCase))
            .ToArray();
        return titled switch
        {
            [var only] => only,
            [] => throw new CommandException($"There is no item '{idOrTitle}' in {Name}, neither by id nor by title. Ids look like '{Snapshot.ItemIds[0]}'."),
            _ => throw new CommandException($"Several items are called '{idOrTitle}': {string.Join(", ", titled.Take(10).Select(item => Snapshot.ItemIds[item]))}. Name one by its id."),
        };
    }

    /// <inheritdoc/>
    public void Dispose() => Store.Dispose();
}
