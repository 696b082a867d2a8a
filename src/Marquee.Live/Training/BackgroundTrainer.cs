using System.Diagnostics;
using System.Text.Json;
using Marquee.Data;
using Marquee.Recommenders;
using Marquee.Storage;

namespace Marquee.Live;

/// <summary>
/// Trains models while requests are answered, on a schedule or after so many new interactions, and publishes one only if it is not worse than the one that is served, on the latest events, which neither knows.
/// </summary>
/// <remarks>One training at a time. Each outcome, both figures with it, is kept in <c>reports/training.jsonl</c>.</remarks>
public sealed class BackgroundTrainer : IAsyncDisposable
{
    private const int MostOutcomes = 200;

    private readonly LiveEngine _engine;
    private readonly Workspace _workspace;
    private readonly TrainingPlan _plan;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _one = new(1);
    private readonly CancellationTokenSource _stop = new();
    private readonly ITimer? _timer;
    private readonly Lock _noting = new();
    private readonly Lock _writing = new();
    private readonly List<TrainingOutcome> _outcomes = [];
    private Task _running = Task.CompletedTask;
    private int _newEvents;
    private bool _isDisposed;

    /// <summary>Begins to watch.</summary>
    /// <param name="engine">What is trained on, and where models are served.</param>
    /// <param name="workspace">Where models are published and outcomes are kept.</param>
    /// <param name="plan">What is trained, and when.</param>
    /// <param name="time">The clock.</param>
    public BackgroundTrainer(LiveEngine engine, Workspace workspace, TrainingPlan plan, TimeProvider time)
    {
        _engine = engine;
        _workspace = workspace;
        _plan = plan;
        _time = time;
        if (plan.Models.Count > 0)
        {
            engine.NewEvents += Count;
            _timer = plan.Every is { } every ? time.CreateTimer(_ => Begin(), null, every, every) : null;
        }
    }

    /// <summary>What came of the trainings since the start, latest last.</summary>
    public IReadOnlyList<TrainingOutcome> Outcomes
    {
        get
        {
            lock (_noting)
            {
                return [.. _outcomes];
            }
        }
    }

    /// <summary>Whether a training is at work.</summary>
    public bool IsTraining => _one.CurrentCount == 0;

    /// <summary>Trains a model now, after the one at work if there is one.</summary>
    /// <param name="setup">What to train.</param>
    /// <param name="cancellationToken">Stops it; nothing is published then.</param>
    /// <returns>What came of it.</returns>
    /// <exception cref="StoreException">The data cannot be read or the model cannot be written.</exception>
    public async Task<TrainingOutcome> Train(ModelSetup setup, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stop.Token);
        await _one.WaitAsync(either.Token).ConfigureAwait(false);
        try
        {
            Interlocked.Exchange(ref _newEvents, 0);
            var snapshot = await _engine.Reload(either.Token).ConfigureAwait(false);
            var outcome = await Task.Factory.StartNew(
                () => Train(setup, snapshot, either.Token), either.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
            Note(outcome);
            return outcome;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Stops the training at work, if there is one.</summary>
    public async ValueTask DisposeAsync()
    {
        _engine.NewEvents -= Count;
        if (_timer is not null)
        {
            await _timer.DisposeAsync().ConfigureAwait(false);
        }

        Task running;
        lock (_noting)
        {
            _isDisposed = true;
            running = _running;
        }

        await _stop.CancelAsync().ConfigureAwait(false);
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        // A training that somebody asked for ends first.
        await _one.WaitAsync().ConfigureAwait(false);
        _stop.Dispose();
        _one.Dispose();
    }

    private void Count(int events)
    {
        if (Interlocked.Add(ref _newEvents, events) >= _plan.AfterEvents)
        {
            Begin();
        }
    }

    private void Begin()
    {
        lock (_noting)
        {
            if (_running.IsCompleted && !_isDisposed)
            {
                _running = Task.Run(TrainAll, _stop.Token);
            }
        }
    }

    private async Task TrainAll()
    {
        foreach (var setup in _plan.Models)
        {
            var started = _time.GetUtcNow();
            try
            {
                await Train(setup, _stop.Token).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // The service goes on with what it has; the next training may do better.
                Note(new TrainingOutcome(setup.Name, started, _time.GetUtcNow() - started, null, ModelJudge.Metric, null, null, 0, $"failed: {exception.Message}"));
            }
        }
    }

    private TrainingOutcome Train(ModelSetup setup, Snapshot snapshot, CancellationToken cancellationToken)
    {
        var started = _time.GetUtcNow();
        var clock = Stopwatch.StartNew();
        var current = _engine.Models.Find(setup.Name) is { Version: > 0 } served ? served : null;
        var judged = current is null
            ? null
            : ModelJudge.Compare(setup, current.Model, current.TrainedUntil, snapshot, _engine.Now, _plan, cancellationToken);
        if (judged is { } worse && worse.Candidate < worse.Current * (1 - _plan.Tolerance))
        {
            return Outcome(null, $"worse than {current!.Label}, which stays");
        }

        if (current is not null && judged is null && _time.GetUtcNow() - PublishedAt(current) < _plan.ReplaceUnjudgedAfter)
        {
            return Outcome(null, $"too few events that {current.Label} does not know to compare them; it stays until it is {_plan.ReplaceUnjudgedAfter.TotalDays:0.#} days old");
        }

        var model = setup.Family.Train(snapshot, setup.Options, new TrainingContext
        {
            Seed = _plan.Seed,
            MaxDegreeOfParallelism = _plan.MaxDegreeOfParallelism,
            CancellationToken = cancellationToken,
        });
        cancellationToken.ThrowIfCancellationRequested();
        var published = _workspace.Models.Publish(setup.Name, writer => ModelArchive.Save(setup.Family, model, snapshot, writer, _engine.Now));
        _engine.RefreshModels();
        var pinned = _engine.Models.Find(setup.Name)?.Version == published.Version ? "" : "; another version is chosen and goes on being served";
        return Outcome(
            published.Version,
            (current is null ? "the first of its name" : judged is null ? $"{current.Label} is old" : $"not worse than {current.Label}") + pinned);

        TrainingOutcome Outcome(int? version, string reason) =>
            new(setup.Name, started, clock.Elapsed, version, ModelJudge.Metric, judged?.Candidate, judged?.Current, judged?.Users ?? 0, reason);
    }

    private DateTimeOffset PublishedAt(ServedModel model) =>
        _workspace.Models.List(model.Name).FirstOrDefault(version => version.Version == model.Version) is { } found
            ? Directory.GetLastWriteTimeUtc(found.Directory)
            : DateTimeOffset.MinValue;

    private void Note(TrainingOutcome outcome)
    {
        lock (_noting)
        {
            _outcomes.Add(outcome);
            if (_outcomes.Count > MostOutcomes)
            {
                _outcomes.RemoveAt(0);
            }
        }

        lock (_writing)
        {
            try
            {
                Directory.CreateDirectory(_workspace.ReportsDirectory);
                File.AppendAllText(Path.Combine(_workspace.ReportsDirectory, "training.jsonl"), JsonSerializer.Serialize(outcome, JsonSerializerOptions.Web) + "\n");
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // A full disk: the outcome is still among those that are told.
            }
        }
    }
}
