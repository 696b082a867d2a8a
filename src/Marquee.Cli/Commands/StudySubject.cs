using System.Text.Json.Nodes;
using Marquee.Evaluation;
using Marquee.Recommenders;

namespace Marquee.Cli.Commands;

/// <summary>What a study is about: whose options, judged on what.</summary>
internal sealed record StudySubject
{
    /// <summary>What is searched, and from where.</summary>
    public required SearchSpace Space { get; init; }

    /// <summary>What is to become large.</summary>
    public required ITuningObjective Objective { get; init; }

    /// <summary>Key of what is to become large.</summary>
    public required string Metric { get; init; }

    /// <summary>Seed of everything.</summary>
    public required ulong Seed { get; init; }

    /// <summary>First line of the study's file.</summary>
    public required JsonObject Head { get; init; }

    /// <summary>Name of the study where none is given.</summary>
    public required string Name { get; init; }

    /// <summary>What options are judged on, in words.</summary>
    public required string Judged { get; init; }

    /// <summary>What the share of a rung is one of: <c>users</c>.</summary>
    public required string Portion { get; init; }

    /// <summary>Measures options on questions that no trial was asked.</summary>
    public required Func<ModelOptions, CancellationToken, MetricValues> MeasureFresh { get; init; }

    /// <summary>What those questions are, in words.</summary>
    public required string Fresh { get; init; }

    /// <summary>The command that uses the best options, given them and the file that they were written to, if they were; nothing where there is none to show.</summary>
    public required Func<ModelOptions, FileInfo?, string?> Next { get; init; }
}
