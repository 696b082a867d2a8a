using System.Globalization;
using System.Text.Json.Nodes;
using Marquee.Data;
using Marquee.Numerics;
using Marquee.Numerics.Learning;
using Marquee.Recommenders;
using Marquee.Storage;

namespace Marquee.Live;

/// <summary>
/// Long work beside a service that answers: one job at a time, the others in line, each with its progress. A job that is cancelled or fails leaves nothing half-made; an import keeps the records that it had written. What ended is kept in <c>reports/jobs</c>, the last
/// <see cref="MostEnded"/>, and told after a restart too; what was waiting or at work when the process died is told as failed. May be called from many threads at once.
/// </summary>
/// <remarks>A job runs on a thread of its own, of a priority below that of requests (Linux makes no difference between the two), and takes as many more as its work says.</remarks>
public sealed class JobQueue : IAsyncDisposable
{
    /// <summary>Most jobs in line; further ones are refused.</summary>
    public const int MostWaiting = 20;

    /// <summary>So many ended jobs are remembered.</summary>
    public const int MostEnded = 100;

    private const string Stopped = "The service was stopped.";

    private readonly Lock _lock = new();
    private readonly JobFiles _files;
    private readonly TimeProvider _time;
    private readonly List<Entry> _entries = [];
    private Entry? _running;
    private long _lastId;
    private bool _isClosing;

    /// <summary>Opens a queue.</summary>
    /// <param name="folder">Where jobs are kept; made when there is something to keep.</param>
    /// <param name="time">The clock.</param>
    public JobQueue(string folder, TimeProvider time)
    {
        _files = new JobFiles(folder);
        _time = time;
        foreach (var job in _files.ReadAll())
        {
            _entries.Add(new Entry(AfterRestart(job) with { Result = null }, null, time));
            _lastId = long.TryParse(job.Id, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) ? Math.Max(_lastId, number) : _lastId;
        }

        lock (_lock)
        {
            Trim();
        }
    }

    /// <summary>All jobs without their results, the latest first.</summary>
    public IReadOnlyList<Job> All
    {
        get
        {
            lock (_lock)
            {
                return [.. Enumerable.Reverse(_entries).Select(entry => entry.Told(withResult: false))];
            }
        }
    }

    /// <summary>Puts work in line.</summary>
    /// <param name="work">The work.</param>
    /// <exception cref="StoreException">Too many wait already, the service is stopping, or the job cannot be written down.</exception>
    public Job Add(IJobWork work)
    {
        Entry entry;
        lock (_lock)
        {
            if (_isClosing)
            {
                throw new StoreException("The service is stopping and takes no more work.");
            }

            if (_entries.Count(one => one.Job.State == JobState.Queued) >= MostWaiting)
            {
                throw new StoreException($"{MostWaiting} jobs wait already; ask again when some have ended, or cancel them.");
            }

            var now = _time.GetUtcNow();
            _lastId = Math.Max(_lastId + 1, now.ToUnixTimeMilliseconds());
            var job = new Job
            {
                Id = _lastId.ToString("x", CultureInfo.InvariantCulture),
                Type = work.Type,
                Title = work.Title,
                Request = work.Request,
                State = JobState.Queued,
                Created = now,
            };

            // On the disk before anybody is told, so that a job that was promised is never just gone.
            _files.Write(job);
            entry = new Entry(job, work, _time, kept => KeepPart(job.Id, kept));
            _entries.Add(entry);
            Begin();
            return entry.Told(withResult: false);
        }
    }

    /// <summary>A job with its result; null where there is none of that id.</summary>
    public Job? Find(string id)
    {
        Job job;
        lock (_lock)
        {
            if (_entries.FirstOrDefault(entry => entry.Job.Id == id) is not { } found)
            {
                return null;
            }

            job = found.Told(withResult: true);
        }

        return job.IsOpen || job.Result is not null ? job : job with { Result = _files.Read(id)?.Result };
    }

    /// <summary>Cancels a job that waits or is at work: one that waits ends at once, one at work as soon as it can.</summary>
    /// <returns>The job; null where there is none of that id that is open.</returns>
    public Job? Cancel(string id)
    {
        Entry? entry;
        lock (_lock)
        {
            entry = _entries.FirstOrDefault(one => one.Job.Id == id && one.Job.IsOpen);
            if (entry is null)
            {
                return null;
            }

            if (entry != _running)
            {
                EndWaiting(entry, null);
                return entry.Told(withResult: false);
            }

            entry.Job = entry.Job with { IsCancelling = true };
        }

        // Whoever is told of it may do anything, and so not under the lock.
        entry.Stop.Cancel();
        return entry.Told(withResult: false);
    }

    /// <summary>Forgets a job that has ended.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Forget(string id)
    {
        lock (_lock)
        {
            if (_entries.FirstOrDefault(one => one.Job.Id == id && !one.Job.IsOpen) is not { } entry)
            {
                return false;
            }

            _entries.Remove(entry);
            _files.Delete(id);
            return true;
        }
    }

    /// <summary>Waits until a job has ended.</summary>
    /// <exception cref="ArgumentException">There is no such job.</exception>
    public Task<Job> Ended(string id)
    {
        lock (_lock)
        {
            return (_entries.FirstOrDefault(one => one.Job.Id == id) ?? throw new ArgumentException($"There is no job '{id}'.")).Ended.Task;
        }
    }

    /// <summary>Cancels what waits and what is at work, and waits for its end.</summary>
    public async ValueTask DisposeAsync()
    {
        Entry? running;
        lock (_lock)
        {
            _isClosing = true;
            foreach (var entry in _entries.Where(one => one.Job.State == JobState.Queued).ToArray())
            {
                EndWaiting(entry, Stopped);
            }

            running = _running;
        }

        if (running is not null)
        {
            await running.Stop.CancelAsync().ConfigureAwait(false);
            await running.Ended.Task.ConfigureAwait(false);
        }
    }

    private static Job AfterRestart(Job job) => !job.IsOpen ? job : job with
    {
        State = JobState.Failed,
        Error = job.State == JobState.Running ? "The service ended while it was at work (it was killed, or the machine went down)." : "The service ended before its turn (it was killed, or the machine went down).",
    };

    /// <summary>Begins the next job where none is at work. Under the lock.</summary>
    private void Begin()
    {
        if (_running is not null || _isClosing || _entries.FirstOrDefault(entry => entry.Job.State == JobState.Queued) is not { } next)
        {
            return;
        }

        _running = next;
        next.Job = next.Job with { State = JobState.Running, Started = _time.GetUtcNow() };
        new Thread(() => Run(next)) { IsBackground = true, Name = $"job {next.Job.Id}", Priority = ThreadPriority.BelowNormal }.Start();
    }

    private void Run(Entry entry)
    {
        _files.TryWrite(entry.Job);
        Job end;
        try
        {
            var result = JobJson.Clean(entry.Work!.Run(entry.Meter, entry.Stop.Token));
            end = entry.Job with { State = JobState.Done, Result = result };
        }
        catch (Exception exception) when (entry.Stop.IsCancellationRequested && IsCancellation(exception))
        {
            end = entry.Job with { State = JobState.Cancelled, Result = entry.Meter.Kept, Error = _isClosing ? Stopped : null };
        }
        catch (Exception exception)
        {
            end = entry.Job with { State = JobState.Failed, Result = entry.Meter.Kept, Error = Words(exception) };
        }

        End(entry, end with { Ended = _time.GetUtcNow(), IsCancelling = false });
    }

    private void End(Entry entry, Job end)
    {
        // On the disk before it is told, or it could be forgotten first and be back after a restart. What is on the disk need not be in memory.
        var isKept = _files.TryWrite(end);
        lock (_lock)
        {
            entry.Job = isKept ? end with { Result = null } : end;
            entry.Work = null;
            _running = null;
            Trim();
            Begin();
        }

        entry.Ended.SetResult(end);
    }

    /// <summary>Ends a job whose turn has not come. Under the lock.</summary>
    private void EndWaiting(Entry entry, string? reason)
    {
        entry.Job = entry.Job with { State = JobState.Cancelled, Ended = _time.GetUtcNow(), Error = reason };
        entry.Work = null;
        _files.TryWrite(entry.Job);
        entry.Ended.SetResult(entry.Job);
        Trim();
    }

    private void KeepPart(string id, JsonObject kept)
    {
        Job? job;
        lock (_lock)
        {
            job = _running?.Job.Id == id ? _running.Job : null;
        }

        if (job is not null)
        {
            _files.TryWrite(job with { Result = kept });
        }
    }

    private void Trim()
    {
        foreach (var entry in _entries.Where(entry => !entry.Job.IsOpen).SkipLast(MostEnded).ToArray())
        {
            _entries.Remove(entry);
            _files.Delete(entry.Job.Id);
        }
    }

    private static bool IsCancellation(Exception exception) =>
        exception is OperationCanceledException || (exception is AggregateException several && several.Flatten().InnerExceptions.All(inner => inner is OperationCanceledException));

    /// <summary>Why a job failed. What the store or the training says names nobody; of anything else the kind alone is told.</summary>
    private static string Words(Exception exception) => exception switch
    {
        AggregateException { InnerExceptions: [var only] } => Words(only),
        OutOfMemoryException => "The memory of the machine is not enough for it.",
        StoreException or OptionException or InvalidDataException or NotSupportedException or NotPositiveDefiniteException or TrainingDivergedException or DatasetException or JobException or UploadException => exception.Message,
        _ => $"It met what nobody expected: {exception.GetType().Name}.",
    };

    private sealed class Entry(Job job, IJobWork? work, TimeProvider time, Action<JsonObject>? keep = null)
    {
        private Job _job = job;

        public Job Job
        {
            get => Volatile.Read(ref _job);
            set => Volatile.Write(ref _job, value);
        }

        /// <summary>Null once it has ended: what it holds may be large.</summary>
        public IJobWork? Work { get; set; } = work;

        public JobMeter Meter { get; } = new(time, keep);

        public CancellationTokenSource Stop { get; } = new();

        public TaskCompletionSource<Job> Ended { get; } = Finished(job);

        public Job Told(bool withResult) => Job switch
        {
            { State: JobState.Running } running => running with { Progress = Meter.Read(), Result = withResult ? Meter.Kept : null },
            var other => withResult ? other : other with { Result = null },
        };

        private static TaskCompletionSource<Job> Finished(Job job)
        {
            var ended = new TaskCompletionSource<Job>(TaskCreationOptions.RunContinuationsAsynchronously);
            if (!job.IsOpen)
            {
                ended.SetResult(job);
            }

            return ended;
        }
    }
}
