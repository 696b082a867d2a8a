using System.Text.Json;
using Marquee.Storage;

namespace Marquee.Server;

/// <summary><c>/v1/session</c>: who asks, and signing in and out with a browser, which then keeps no key.</summary>
internal static class SessionRoutes
{
    private const string Tag = "Session";

    public static void Map(IEndpointRouteBuilder routes, RequestGate gate, ServeConfiguration configuration)
    {
        routes.MapPublic(HttpMethods.Get, "/v1/session", context => Get(context, gate, configuration))
            .Describe(new(Tag, "Who asks, what they may do, and whether a key is needed.") { Answer = "Session" });
        routes.MapPublic(HttpMethods.Post, "/v1/session", context => Start(context, gate, configuration)).Describe(new(Tag, "Signs a browser in with a key.")
        {
            Remarks = "The answer sets a cookie that stands for the key for 12 hours, that no script can read, and that counts in requests from the service's own pages alone.",
            Body = "SignIn",
            Answer = "Session",
        });
        routes.MapPublic(HttpMethods.Delete, "/v1/session", context => End(context, gate, configuration))
            .Describe(new(Tag, "Signs a browser out.") { Statuses = [204] });
    }

    private static Task Get(HttpContext context, RequestGate gate, ServeConfiguration configuration)
    {
        QueryValues.Read(context, []);
        var (caller, refusal) = gate.Identify(context);
        return refusal is { Status: not StatusCodes.Status401Unauthorized } ? throw new ProblemException(refusal) : Write(context, gate, configuration, caller);
    }

    private static async Task Start(HttpContext context, RequestGate gate, ServeConfiguration configuration)
    {
        QueryValues.Read(context, []);
        RefuseOtherOrigins(context);
        var secret = ReadKey(await RequestBody.ReadJson(context));
        if (gate.NeedsNoKey)
        {
            await Get(context, gate, configuration);
            return;
        }

        gate.SignIns.Count(context.Connection.RemoteIpAddress);
        var caller = gate.SignIn(context, secret) ?? throw new ProblemException(Problem.Unauthorized("Nobody has this key, or it was revoked or has expired."));

        // The browser forgets the token it had: nobody is left who could end that session.
        EndSession(context, gate);
        await Write(context, gate, configuration, caller);
    }

    private static Task End(HttpContext context, RequestGate gate, ServeConfiguration configuration)
    {
        QueryValues.Read(context, []);
        RefuseOtherOrigins(context);
        EndSession(context, gate);
        SessionCookie.Take(context, configuration);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private static void EndSession(HttpContext context, RequestGate gate)
    {
        if (SessionCookie.Read(context.Request) is { } token)
        {
            gate.Sessions.End(token);
        }
    }

    /// <summary>No page elsewhere signs anybody in or out.</summary>
    private static void RefuseOtherOrigins(HttpContext context)
    {
        if (SessionCookie.IsFromElsewhere(context.Request))
        {
            throw new ProblemException(Problem.Forbidden("Pages of the service itself sign in and out, and no others."));
        }
    }

    private static Task Write(HttpContext context, RequestGate gate, ServeConfiguration configuration, Caller? caller) => Answering.Json(context, json =>
    {
        json.WriteStartObject();
        json.WriteBoolean("needsKey", !gate.NeedsNoKey);
        json.WriteBoolean("signedIn", caller?.Key is not null);
        if (caller?.Key is { } key)
        {
            json.WriteString("key", key.Name);
        }

        json.WriteStartArray("scopes");
        foreach (var word in ApiKeyFile.Words(caller?.Scopes ?? Scopes.None))
        {
            json.WriteStringValue(word);
        }

        json.WriteEndArray();
        if (caller is not null)
        {
            json.WriteString("tenant", caller.Tenant.Name);
        }

        json.WriteString("version", ServiceVersion.Text);
        json.WriteString("time", gate.Now.UtcDateTime);
        json.WriteStartArray("imageOrigins");
        foreach (var origin in configuration.ImageOrigins)
        {
            json.WriteStringValue(origin);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static string ReadKey(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement is { ValueKind: JsonValueKind.Object } root && root.EnumerateObject().ToArray() is [{ Name: "key", Value.ValueKind: JsonValueKind.String } key])
            {
                return key.Value.GetString()!;
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // As wrong as any other body.
        }

        throw new ProblemException(Problem.BadRequest("The body should be an object such as {\"key\": \"mrq_...\"}.", "key"));
    }
}
