using System.Text.Json.Nodes;

namespace Marquee.Live;

/// <summary>Long work of one kind, as it was asked for and checked: what a <see cref="JobQueue"/> carries out.</summary>
public interface IJobWork
{
    /// <summary>The kind, such as <c>train</c>.</summary>
    string Type { get; }

    /// <summary>What it is in a line, for a person. Names nobody.</summary>
    string Title { get; }

    /// <summary>What was asked for, with every default filled in.</summary>
    JsonObject Request { get; }

    /// <summary>Carries it out, on a thread of its own.</summary>
    /// <param name="meter">Told how far it is.</param>
    /// <param name="cancellationToken">Stops it with an <see cref="OperationCanceledException"/>; nothing half-done may be left then.</param>
    /// <returns>What came of it; figures that do not exist may be null or NaN, and are left out.</returns>
    JsonObject Run(JobMeter meter, CancellationToken cancellationToken);
}
