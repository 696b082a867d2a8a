using System.Text.Json.Nodes;

namespace Marquee.Live.Tests;

/// <summary>Work that does what a test says, and can be waited for.</summary>
internal sealed class ScriptedWork(Func<JobMeter, CancellationToken, JsonObject>? run = null) : IJobWork
{
    private readonly TaskCompletionSource _began = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _mayEnd = new();

    public string Type => "scripted";

    public string Title => "Scripted work";

    public JsonObject Request { get; } = new() { ["type"] = "scripted" };

    public bool HasRun { get; private set; }

    public Task Began => _began.Task;

    /// <summary>Work that ends when it is told to, or is cancelled.</summary>
    public static ScriptedWork Waiting() => new(null);

    /// <summary>Work that ends at once.</summary>
    public static ScriptedWork Quick(string word = "done") => new((_, _) => new JsonObject { ["word"] = word });

    public void End() => _mayEnd.TrySetResult();

    public JsonObject Run(JobMeter meter, CancellationToken cancellationToken)
    {
        HasRun = true;
        _began.TrySetResult();
        if (run is not null)
        {
            return run(meter, cancellationToken);
        }

        _mayEnd.Task.Wait(cancellationToken);
        return new JsonObject { ["word"] = "ended" };
    }
}
