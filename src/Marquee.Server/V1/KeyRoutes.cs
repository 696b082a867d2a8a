using System.Text.Json;
using Marquee.Storage;

namespace Marquee.Server;

/// <summary><c>/v1/keys</c>: who may ask. The same as <c>marquee keys</c>, for the tenant whose key asks.</summary>
internal static class KeyRoutes
{
    private const string Tag = "Keys";
    private const int MostDays = 36_500;

    public static void Map(IEndpointRouteBuilder routes, RequestGate gate)
    {
        routes.Map(HttpMethods.Get, "/v1/keys", Scopes.Admin, List).Describe(new(Tag, "Lists the keys, without what they are.") { Answer = "KeyPage" });
        routes.Map(HttpMethods.Post, "/v1/keys", Scopes.Admin, (context, caller) => Add(context, caller, gate)).Describe(new(Tag, "Makes a key, which is shown in the answer and never again.")
        {
            Remarks = "With the first key the service begins to need keys; so the first must be able to make others, and whoever makes it is signed in with it. No key gives what it may not do itself.",
            Body = "NewKey",
            Answer = "MadeKey",
            Statuses = [201],
        });
        routes.Map(HttpMethods.Delete, "/v1/keys/{name}", Scopes.Admin, (context, caller) => Revoke(context, caller, gate)).Describe(new(Tag, "Makes a key worth nothing, and ends its sessions.")
        {
            Remarks = "The last key that may make others cannot be revoked here as long as nobody could get in without.",
            Statuses = [204],
        });
    }

    private static Task List(HttpContext context, Caller caller)
    {
        QueryValues.Read(context, []);
        return Answering.Json(context, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("keys");
            foreach (var (key, lastUsed) in caller.Tenant.Keys.List())
            {
                json.WriteStartObject();
                Write(json, key.Name, key.Scopes, key.Created, key.Expires);
                if (lastUsed is { } used)
                {
                    json.WriteString("lastUsed", used.UtcDateTime);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static async Task Add(HttpContext context, Caller caller, RequestGate gate)
    {
        QueryValues.Read(context, []);
        var (name, scopes, days) = Read(await RequestBody.ReadJson(context));
        var keys = caller.Tenant.Keys;
        var now = caller.Tenant.Time.GetUtcNow();
        DateTimeOffset? expires = days is { } count ? now.AddDays(count) : null;
        string secret;
        lock (keys.Changing)
        {
            // A body may come slowly: a key that was revoked meanwhile must not leave another behind.
            if (!ReferenceEquals(gate.Identify(context).Caller, caller))
            {
                throw new ProblemException(Problem.Unauthorized("The key was revoked or changed while the request came in."));
            }

            if ((caller.Scopes & scopes) != scopes)
            {
                throw new ProblemException(Problem.Forbidden($"No key gives what it may not do itself; this one has: {string.Join(", ", ApiKeyFile.Words(caller.Scopes))}."));
            }

            if (keys.IsEmpty && !scopes.HasFlag(Scopes.Admin))
            {
                throw Refuse("From the first key on every request needs one, so the first must be able to make others: give it the scope 'admin' as well.", "scopes");
            }

            if (keys.List().Any(key => key.Key.Name == name))
            {
                throw new ProblemException(Problem.Conflict($"There already is a key '{name}'. Give the new one another name, and revoke the old one when nobody uses it any more.") with { Field = "name" });
            }

            secret = keys.Add(name, scopes, expires);
            caller.Tenant.Changes.Note(caller, ChangeActions.AddKey, name, string.Join(", ", ApiKeyFile.Words(scopes).Append(days is null ? "never expires" : $"for {days} days")));
            if (caller.Key is null)
            {
                // Whoever made it got in without a key, and could not any more.
                gate.SignIn(context, secret);
            }
        }

        context.Response.StatusCode = StatusCodes.Status201Created;
        await Answering.Json(context, json =>
        {
            json.WriteStartObject();
            Write(json, name, scopes, now, expires);
            json.WriteString("secret", secret);
            json.WriteEndObject();
        });
    }

    private static Task Revoke(HttpContext context, Caller caller, RequestGate gate)
    {
        QueryValues.Read(context, []);
        var name = PathId.Of(context, 2, "name");
        var keys = caller.Tenant.Keys;
        lock (keys.Changing)
        {
            var all = keys.List();
            var now = caller.Tenant.Time.GetUtcNow();
            var others = all.Where(key => key.Key.Name != name).Select(key => key.Key).ToArray();
            if (others.Length == all.Count)
            {
                throw Missing();
            }

            var staysOpen = gate.IsOpen && others.Length == 0;
            if (!staysOpen && !others.Any(key => key.Scopes.HasFlag(Scopes.Admin) && !(key.Expires <= now)))
            {
                throw new ProblemException(Problem.Conflict("This is the last key that may make others, and nobody could get in without. Make another with the scope 'admin' first; or revoke it on the machine itself: marquee keys revoke."));
            }

            if (!keys.Revoke(name))
            {
                throw Missing();
            }

            caller.Tenant.Changes.Note(caller, ChangeActions.RevokeKey, name);
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private static ProblemException Missing() => new(Problem.NotFound("There is no key of this name."));

    private static ProblemException Refuse(string detail, string field) => new(Problem.BadRequest(detail, field));

    private static void Write(Utf8JsonWriter json, string name, Scopes scopes, DateTimeOffset created, DateTimeOffset? expires)
    {
        json.WriteString("name", name);
        json.WriteStartArray("scopes");
        foreach (var word in ApiKeyFile.Words(scopes))
        {
            json.WriteStringValue(word);
        }

        json.WriteEndArray();
        json.WriteString("created", created.UtcDateTime);
        if (expires is { } end)
        {
            json.WriteString("expires", end.UtcDateTime);
        }
    }

    private static (string Name, Scopes Scopes, int? Days) Read(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw Refuse("The body should be an object such as {\"name\": \"website\", \"scopes\": [\"read\", \"write\"]}.", "name");
            }

            string? name = null;
            Scopes? scopes = null;
            int? days = null;
            foreach (var property in document.RootElement.EnumerateObject())
            {
                switch (property.Name)
                {
                    case "name":
                        name = property.Value.ValueKind == JsonValueKind.String && property.Value.GetString()! is var text && ModelRegistry.IsName(text)
                            ? text
                            : throw Refuse("'name' should be a text of lower-case letters, digits and hyphens.", "name");
                        break;
                    case "scopes":
                        scopes = ReadScopes(property.Value);
                        break;
                    case "days":
                        days = property.Value.ValueKind == JsonValueKind.Null ? null
                            : property.Value.ValueKind == JsonValueKind.Number && property.Value.TryGetInt32(out var count) && count is >= 1 and <= MostDays ? count
                            : throw Refuse($"'days' should be a whole number from 1 to {MostDays}; leave it out for a key that never expires.", "days");
                        break;
                    default:
                        throw Refuse("A key has a 'name', 'scopes' and 'days', and nothing else.", property.Name);
                }
            }

            return (name ?? throw Refuse("A key needs a 'name'.", "name"), scopes ?? throw Refuse("A key needs 'scopes', such as [\"read\", \"write\"].", "scopes"), days);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new ProblemException(Problem.BadRequest("The body is no valid JSON."));
        }
    }

    private static Scopes ReadScopes(JsonElement value)
    {
        var scopes = Scopes.None;
        foreach (var scope in value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().ToArray() : [])
        {
            scopes |= (scope.ValueKind == JsonValueKind.String ? scope.GetString() : null) switch
            {
                "read" => Scopes.Read,
                "write" => Scopes.Write,
                "admin" => Scopes.Admin,
                _ => throw Refuse("'scopes' should be a list of 'read', 'write' and 'admin', one or several.", "scopes"),
            };
        }

        return scopes != Scopes.None ? scopes : throw Refuse("'scopes' should be a list of 'read', 'write' and 'admin', one or several.", "scopes");
    }
}
