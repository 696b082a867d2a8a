using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Marquee.Live;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Marquee.Server;

/// <summary>One request in Gorse's spelling: its parameters, its body and its answer.</summary>
/// <param name="context">The request.</param>
/// <param name="caller">Who asks.</param>
internal sealed class GorseCall(HttpContext context, Caller caller)
{
    /// <summary>How many records come where a request does not say.</summary>
    public const int DefaultCount = 10;

    /// <summary>The most records of one page.</summary>
    public const int MaximumPage = 100_000;

    /// <summary>The request.</summary>
    public HttpContext Context => context;

    /// <summary>The tenant's data.</summary>
    public LiveEngine Engine => caller.Tenant.Engine;

    /// <summary>The tenant.</summary>
    public Tenant Tenant => caller.Tenant;

    /// <summary>Ends when nobody waits any more.</summary>
    public CancellationToken Aborted => context.RequestAborted;

    /// <summary>Whether scores are wanted with recommendations: version 2 of the API.</summary>
    public bool WantsScores => context.Request.Headers["X-API-Version"].ToString().Trim() == "2";

    /// <summary>Length of a page: what is asked for, at most <see cref="MaximumPage"/>; the cursor leads on.</summary>
    public int PageSize => Math.Min(Number("n", DefaultCount), MaximumPage);

    /// <summary>Where the page begins; empty for the start.</summary>
    public string Cursor => Query("cursor");

    /// <summary>The categories that all items must be of: from the path, or else from the query, any number.</summary>
    public IReadOnlyList<string> Categories => Route("category") is { Length: > 0 } category
        ? [category]
        : [.. context.Request.Query["category"].OfType<string>().Where(one => one.Length > 0)];

    /// <summary>A part of the path; empty where it has none.</summary>
    public string Route(string name)
    {
        if (context.Request.RouteValues[name] is not string { Length: > 0 })
        {
            return "";
        }

        var parts = ((RouteEndpoint)context.GetEndpoint()!).RoutePattern.PathSegments;
        var segment = 0;
        while (parts[segment].Parts is not [RoutePatternParameterPart part] || part.Name != name)
        {
            segment++;
        }

        return PathId.Of(context, segment, name);
    }

    /// <summary>A parameter of the query; empty where there is none.</summary>
    public string Query(string name) => context.Request.Query[name] is [{ } first, ..] ? first : "";

    /// <summary>A number of the query that is not below 0.</summary>
    public int Number(string name, int otherwise)
    {
        var text = Query(name);
        return text.Length == 0 ? otherwise
            : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= 0 ? number
            : throw GorseProblem.BadRequest($"parameter {name} is `{text}`; a whole number from 0 on is expected");
    }

    /// <summary>Ends the request where the key may not write.</summary>
    public void RequireWrite()
    {
        if (!caller.Scopes.HasFlag(Scopes.Write))
        {
            throw new ProblemException(Problem.Forbidden("writing recommendations back needs a key with the scope 'write'"));
        }
    }

    /// <summary>Reads the body.</summary>
    /// <typeparam name="T">What it is.</typeparam>
    /// <param name="type">How it is read.</param>
    public async Task<T> Read<T>(JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(context.Request.Body, type, Aborted) ?? throw GorseProblem.BadRequest("the body is null");
        }
        catch (JsonException exception)
        {
            throw GorseProblem.BadRequest(exception.Message);
        }
    }

    /// <summary>Reads a list from the body; null is the empty list, and a record that is null has no fields.</summary>
    /// <typeparam name="T">What is listed.</typeparam>
    /// <param name="type">How it is read.</param>
    public async Task<IReadOnlyList<T>> ReadList<T>(JsonTypeInfo<T[]> type)
        where T : class, new()
    {
        try
        {
            var list = await JsonSerializer.DeserializeAsync(context.Request.Body, type, Aborted) ?? [];
            return Array.ConvertAll(list, one => one ?? new T());
        }
        catch (JsonException exception)
        {
            throw GorseProblem.BadRequest(exception.Message);
        }
    }

    /// <summary>Answers.</summary>
    /// <typeparam name="T">What.</typeparam>
    /// <param name="answer">The answer.</param>
    /// <param name="type">How it is written.</param>
    public Task Write<T>(T answer, JsonTypeInfo<T> type)
    {
        context.Response.ContentType = "application/json";
        return JsonSerializer.SerializeAsync(context.Response.Body, answer, type, Aborted);
    }

    /// <summary>Answers how many records a change was about.</summary>
    public Task WriteSuccess(int rows) => Write(new GorseSuccess(rows), GorseText.Json.GorseSuccess);

    /// <summary>Answers a list with scores.</summary>
    public Task WriteScores(IReadOnlyList<GorseScore>? scores) => Write(scores!, GorseText.Json.IReadOnlyListGorseScore);

    /// <summary>Answers feedback.</summary>
    public Task WriteFeedback(IReadOnlyList<GorseFeedback> feedback) => Write(feedback, GorseText.Json.IReadOnlyListGorseFeedback);

    /// <summary>Carries out changes; when it returns they are on the disk and in every later answer.</summary>
    /// <returns>What came of it; null where there was nothing to do.</returns>
    public async Task<ChangeReceipt?> Apply(ChangeSet changes) => changes.Count > 0 ? await Tenant.Apply(changes, Aborted) : null;

    /// <summary>Notes that somebody did something, and nobody's id.</summary>
    public void Note(string action) => Tenant.Changes.Note(caller, action);
}
