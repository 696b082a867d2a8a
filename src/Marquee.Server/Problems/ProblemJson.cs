using System.Diagnostics;
using System.Text.Json;

namespace Marquee.Server;

/// <summary>Problems as <c>application/problem+json</c> (RFC 9457).</summary>
internal sealed class ProblemJson : IProblemFormat
{
    public const string ContentType = "application/problem+json";

    public static ProblemJson Instance { get; } = new();

    public async Task Write(HttpContext context, Problem problem)
    {
        context.Response.ContentType = ContentType;
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter, JsonText.Options);
        WriteTo(json, problem, TraceId(context));
        await json.FlushAsync(context.RequestAborted);
    }

    /// <summary>By what a problem is found again in the logs.</summary>
    public static string TraceId(HttpContext context) => Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;

    private static void WriteTo(Utf8JsonWriter json, Problem problem, string traceId)
    {
        json.WriteStartObject();
        json.WriteString("type", $"urn:marquee:problem:{problem.Code}");
        json.WriteString("title", problem.Title);
        json.WriteNumber("status", problem.Status);
        json.WriteString("detail", problem.Detail);
        if (problem.Field is { } field)
        {
            json.WriteString("field", field);
        }

        json.WriteString("traceId", traceId);
        json.WriteEndObject();
    }
}
