namespace Marquee.Server;

/// <summary>Metadata of an endpoint: what it does, for the description of the API.</summary>
/// <param name="Tag">The resource that it belongs to.</param>
/// <param name="Summary">What it does, in a sentence.</param>
internal sealed record RouteDescription(string Tag, string Summary)
{
    /// <summary>More than a sentence, where it takes more.</summary>
    public string? Remarks { get; init; }

    /// <summary>What its query may hold.</summary>
    public QueryParameter[] Query { get; init; } = [];

    /// <summary>Schema of its body; null where it has none.</summary>
    public string? Body { get; init; }

    /// <summary>Media type of its body.</summary>
    public string BodyType { get; init; } = "application/json";

    /// <summary>Schema of its answer; null where it has no body.</summary>
    public string? Answer { get; init; }

    /// <summary>Media type of its answer.</summary>
    public string AnswerType { get; init; } = "application/json";

    /// <summary>Statuses of success.</summary>
    public int[] Statuses { get; init; } = [200];

    /// <summary>Headers of the request that mean something to it.</summary>
    public string[] Headers { get; init; } = [];
}
