using Marquee.Live;
using Marquee.Recommenders;
using Marquee.Storage;

namespace Marquee.Server;

/// <summary>One service with its own data, models and keys. Nothing of one tenant is ever seen through the key of another.</summary>
public sealed class Tenant : IAsyncDisposable
{
    private readonly ServedLog _served;

    private volatile Counted? _counted;

    private Tenant(string name, Workspace workspace, LiveEngine engine, TimeProvider time)
    {
        Name = name;
        Workspace = workspace;
        Engine = engine;
        _served = new ServedLog(workspace.ServedDirectory, keepDays: workspace.Configuration.Serve.ServedDays);
        Answers = new Answers(engine, _served);
        Serving = new ServingSettings(Path.Combine(workspace.Directory, "serving.json"), engine, Answers, workspace.Configuration.Serve.Model);
        Insight = new Insight(engine, Answers);
        Time = time;
        Jobs = new JobQueue(Path.Combine(workspace.ReportsDirectory, "jobs"), time);
        var plan = PlanOf(workspace.Configuration);
        Trainer = new BackgroundTrainer(engine, workspace, Jobs, plan, time);
        Bench = new Workbench(engine, name, plan.Seed, plan.MaxDegreeOfParallelism, time);
        Audience = new AudienceDesk(engine, plan.MaxDegreeOfParallelism, TimeSpan.FromSeconds(2), time);
        Exports = new RecordExports(workspace);
        Uploads = new UploadFolder(workspace.UploadsDirectory, new UploadLimits(), time);
        Changes = new ChangeLog(Path.Combine(workspace.ReportsDirectory, "changes.jsonl"), time);
        Anonymous = new Caller(this, Scopes.All, null, null);
        var serve = workspace.Configuration.Serve;
        Keys = new KeyRing(
            new ApiKeyFile(Path.Combine(workspace.Directory, ApiKeyFile.FileName)),
            key => new Caller(this, key.Scopes, key, RequestRate.Of(serve.RequestsPerSecond, serve.Burst, time)),
            time);
    }

    /// <summary>What it is called: the name of its folder.</summary>
    public string Name { get; }

    /// <summary>Its folder.</summary>
    public Workspace Workspace { get; }

    /// <summary>Its data and models.</summary>
    public LiveEngine Engine { get; }

    /// <summary>Its lists; each is noted in <c>served/</c> of the workspace.</summary>
    public Answers Answers { get; }

    /// <summary>What is known of its items and users, counted.</summary>
    public Insight Insight { get; }

    /// <summary>What lists get where a request does not say.</summary>
    public ServingSettings Serving { get; }

    /// <summary>Long work beside the answering: one job at a time.</summary>
    public JobQueue Jobs { get; }

    /// <summary>What models are evaluated, tuned and looked at with.</summary>
    internal Workbench Bench { get; }

    /// <summary>How its launches fared, and how those to come will.</summary>
    internal AudienceDesk Audience { get; }

    /// <summary>Trains its models while it is served.</summary>
    public BackgroundTrainer Trainer { get; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; }

    /// <summary>Whether anybody with a key may come in.</summary>
    public bool HasKeys => !Keys.IsEmpty;

    internal KeyRing Keys { get; }

    internal ItemFragments Fragments { get; } = new();

    /// <summary>Lists that were served and could not be noted.</summary>
    internal long ListsNotNoted => _served.Dropped;

    internal RecordExports Exports { get; }

    /// <summary>Files that were sent and not yet imported.</summary>
    internal UploadFolder Uploads { get; }

    /// <summary>What people changed in it, and with which key.</summary>
    internal ChangeLog Changes { get; }

    internal WriteCounters Written { get; } = new();

    /// <summary>Who asks without a key, where none is needed.</summary>
    internal Caller Anonymous { get; }

    /// <summary>Opens a tenant: loads its data and its models.</summary>
    /// <param name="name">What to call it.</param>
    /// <param name="workspace">Its folder.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="StoreException">The data or the keys cannot be read.</exception>
    public static Tenant Open(string name, Workspace workspace, TimeProvider time)
    {
        var configuration = workspace.Configuration;
        _ = PlanOf(configuration);
        var engine = LiveEngine.Open(workspace, new LiveOptions { Weighting = configuration.Weighting, Model = configuration.Serve.Model }, time);
        return new Tenant(name, workspace, engine, time);
    }

    /// <summary>Carries out changes, all or none; when it returns they are on the disk and in every later answer.</summary>
    /// <param name="changes">The changes.</param>
    /// <param name="cancellationToken">Gives up as long as they wait for their turn.</param>
    /// <exception cref="TimeoutException">It took too long; the changes may still be carried out.</exception>
    internal async Task<ChangeReceipt> Apply(ChangeSet changes, CancellationToken cancellationToken)
    {
        ChangeReceipt? receipt = null;
        Written.Begin();

        // Who gives up also leaves the line for a place in the queue, or the line would have no end while the store stands still.
        using var patience = new CancellationTokenSource(Workspace.Configuration.Serve.RequestTimeout, Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            receipt = await Engine.Apply(changes, either.Token).WaitAsync(either.Token);
            return receipt;
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException("The store did not answer in time.");
        }
        finally
        {
            Written.End(receipt);
        }
    }

    /// <summary>How much it holds; counted anew when something has changed, and at most once in ten seconds. Null where the store cannot be asked.</summary>
    internal StoreCounts? CountRecords()
    {
        var counted = _counted;
        if (counted is null || (counted.Version != Engine.Version && Time.GetElapsedTime(counted.At) >= TimeSpan.FromSeconds(10)))
        {
            var (version, at) = (Engine.Version, Time.GetTimestamp());
            try
            {
                _counted = counted = new Counted(Engine.CountRecords(), version, at);
            }
            catch (StoreException)
            {
                return null;
            }
        }

        return counted.Records;
    }

    /// <summary>Finishes what was acknowledged, and closes the store.</summary>
    public async ValueTask DisposeAsync()
    {
        await Trainer.DisposeAsync();
        await Jobs.DisposeAsync();
        await Audience.DisposeAsync();
        Uploads.Dispose();
        await Engine.DisposeAsync();
        await _served.DisposeAsync();
    }

    private static TrainingPlan PlanOf(WorkspaceConfiguration configuration)
    {
        var serve = configuration.Serve;
        try
        {
            return new TrainingPlan
            {
                Models = [.. serve.TrainModels.Select(ModelSetup.Parse)],
                Every = serve.TrainEvery,
                AfterEvents = serve.TrainAfterEvents,
                Seed = configuration.Seed,
            };
        }
        catch (OptionException exception)
        {
            throw new StoreException($"serve.trainModels: {exception.Message}", exception);
        }
    }

    private sealed record Counted(StoreCounts Records, long Version, long At);
}
