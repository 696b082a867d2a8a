using System.Text.Json.Nodes;
using Marquee.Live;

namespace Marquee.Server;

/// <summary>A training that somebody asked for: where it comes to publish a version, that is noted among what people did, before anybody is told that it ended.</summary>
/// <param name="work">The training.</param>
/// <param name="caller">Who asked for it.</param>
internal sealed class NotedTraining(IJobWork work, Caller caller) : IJobWork
{
    /// <inheritdoc/>
    public string Type => work.Type;

    /// <inheritdoc/>
    public string Title => work.Title;

    /// <inheritdoc/>
    public JsonObject Request => work.Request;

    /// <inheritdoc/>
    public JsonObject Run(JobMeter meter, CancellationToken cancellationToken)
    {
        var result = work.Run(meter, cancellationToken);
        if ((int?)result["version"] is { } version)
        {
            caller.Tenant.Changes.Note(caller, ChangeActions.PublishModel, (string?)result["model"], (bool?)result["held"] == true ? $"version {version}, held back" : $"version {version}");
        }

        return result;
    }
}
