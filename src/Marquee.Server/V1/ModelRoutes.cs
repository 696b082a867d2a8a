using System.Text.Json;
using Marquee.Live;
using Marquee.Recommenders;
using Marquee.Storage;

namespace Marquee.Server;

/// <summary><c>/v1/models</c>: which are served, in which version, and new ones.</summary>
internal static class ModelRoutes
{
    private const string Tag = "Models";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Map(HttpMethods.Get, "/v1/models", Scopes.Read, List)
            .Describe(new(Tag, "The models that are published, each version with its options and figures, and which of them are served.") { Answer = "ModelPage" });
        routes.Map(HttpMethods.Post, "/v1/models/{name}/serve", Scopes.Admin, Serve)
            .Describe(new(Tag, "Serves a version of a model until told otherwise; null serves the newest again.") { Body = "ServeRequest", Answer = "ModelPage" });
        routes.Map(HttpMethods.Post, "/v1/models/{name}/rollback", Scopes.Admin, Rollback)
            .Describe(new(Tag, "Serves the version before the one that is served.") { Answer = "ModelPage" });
        routes.Map(HttpMethods.Post, "/v1/models/{name}/train", Scopes.Admin, Train).Describe(new(Tag, "Trains a model on what is known now, in the background.")
        {
            Remarks = "It is published if it is not worse than the one that is served, on the latest events. It is a job like those of `POST /v1/jobs`: `GET /v1/jobs/{id}` says how far it is, `GET /v1/models/{name}/trainings` what came of it.",
            Body = "TrainRequest",
            Answer = "Training",
            Statuses = [202],
        });
        routes.Map(HttpMethods.Get, "/v1/models/{name}/trainings", Scopes.Read, Trainings)
            .Describe(new(Tag, "What came of the trainings of a model since the service started, the latest first.") { Answer = "TrainingPage" });
    }

    private static Task List(HttpContext context, Caller caller)
    {
        QueryValues.Read(context, []);
        return Write(context, caller.Tenant);
    }

    private static async Task Serve(HttpContext context, Caller caller)
    {
        var published = Published(context, caller);
        var version = ReadVersion(await RequestBody.ReadJson(context));
        if (version is { } wanted && published.All(model => model.Version != wanted))
        {
            throw new ProblemException(Problem.NotFound($"There is no version {wanted} of this model; there are: {string.Join(", ", published.Select(model => model.Version))}."));
        }

        caller.Tenant.Engine.Serve(published[0].Name, version);
        caller.Tenant.Changes.Note(caller, ChangeActions.ServeModel, published[0].Name, version is { } chosen ? $"version {chosen}" : "the newest");
        await Write(context, caller.Tenant);
    }

    private static Task Rollback(HttpContext context, Caller caller)
    {
        var published = Published(context, caller);
        var name = published[0].Name;
        var served = caller.Tenant.Engine.Models.Find(name)?.Version ?? int.MaxValue;
        var before = published.LastOrDefault(model => model.Version < served)
            ?? throw new ProblemException(Problem.Conflict($"There is no version before {served} to go back to; there are: {string.Join(", ", published.Select(model => model.Version))}."));
        caller.Tenant.Engine.Serve(name, before.Version);
        caller.Tenant.Changes.Note(caller, ChangeActions.RollBackModel, name, $"to version {before.Version}");
        return Write(context, caller.Tenant);
    }

    private static async Task Train(HttpContext context, Caller caller)
    {
        QueryValues.Read(context, []);
        var name = PathId.Of(context, 2, "name");
        var assignments = ReadOptions(await RequestBody.ReadJson(context));
        ModelSetup setup;
        try
        {
            setup = ModelSetup.Of(name, assignments);
        }
        catch (OptionException exception)
        {
            throw new ProblemException(ModelCatalogue.All.Any(family => family.Name == name) ? Problem.BadRequest(exception.Message, "options") : Problem.NotFound(exception.Message));
        }

        // Goes on when the request has long been answered; what comes of it is noted.
        var job = JobRoutes.Begin(caller, caller.Tenant.Trainer.Work(setup));
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        await Answering.Json(context, json =>
        {
            json.WriteStartObject();
            json.WriteString("model", setup.Name);
            json.WriteString("status", "training");
            json.WriteString("job", job.Id);
            json.WriteEndObject();
        });
    }

    private static Task Trainings(HttpContext context, Caller caller)
    {
        QueryValues.Read(context, []);
        var name = PathId.Of(context, 2, "name");
        var outcomes = caller.Tenant.Trainer.Outcomes.Where(outcome => outcome.Model == name);
        var isTraining = caller.Tenant.Trainer.IsTraining;
        return Answering.Json(context, json =>
        {
            json.WriteStartObject();
            json.WriteBoolean("training", isTraining);
            json.WriteStartArray("trainings");
            foreach (var outcome in outcomes.Reverse())
            {
                Write(json, outcome);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static void Write(Utf8JsonWriter json, TrainingOutcome outcome)
    {
        json.WriteStartObject();
        json.WriteString("model", outcome.Model);
        json.WriteString("started", outcome.Started);
        json.WriteNumber("seconds", Math.Round(outcome.Took.TotalSeconds, 3));
        if (outcome.Published is { } version)
        {
            json.WriteNumber("published", version);
        }

        if (outcome.Held)
        {
            json.WriteBoolean("held", true);
        }

        if (outcome is { Candidate: { } candidate, Current: { } current })
        {
            json.WriteString("metric", outcome.Metric);
            json.WriteNumber("candidate", candidate);
            json.WriteNumber("current", current);
            json.WriteNumber("users", outcome.Users);
        }

        json.WriteString("reason", outcome.Reason);
        json.WriteEndObject();
    }

    private static IReadOnlyList<ModelVersion> Published(HttpContext context, Caller caller)
    {
        QueryValues.Read(context, []);
        var name = PathId.Of(context, 2, "name");
        var published = ModelRegistry.IsName(name) ? caller.Tenant.Workspace.Models.List(name) : [];
        return published.Count > 0 ? published : throw new ProblemException(Problem.NotFound("No model of this name is published."));
    }

    private static Task Write(HttpContext context, Tenant tenant)
    {
        var served = tenant.Engine.Models;
        var chosen = tenant.Engine.ChosenVersions;
        var published = tenant.Engine.PublishedModels;
        return Answering.Json(context, json =>
        {
            json.WriteStartObject();
            json.WriteString("main", served.Main.Label);
            json.WriteStartArray("models");
            foreach (var versions in published.GroupBy(version => version.Name))
            {
                var one = served.All.FirstOrDefault(model => model.Name == versions.Key);
                json.WriteStartObject();
                json.WriteString("name", versions.Key);
                if ((one?.Family.Name ?? versions.Last().Family) is { } family)
                {
                    json.WriteString("family", family);
                }

                if (one is not null)
                {
                    json.WriteNumber("version", one.Version);
                }

                json.WriteBoolean("main", one is not null && one == served.Main);
                json.WriteBoolean("pinned", chosen.ContainsKey(versions.Key));
                json.WriteStartArray("versions");
                foreach (var version in versions)
                {
                    Write(json, version, one?.Version == version.Version);
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("refused");
            foreach (var (name, refused) in tenant.Engine.RefusedModels)
            {
                json.WriteStartObject();
                json.WriteString("name", name);
                json.WriteNumber("version", refused.Version);
                json.WriteString("reason", refused.Reason);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            if (tenant.Engine.Trouble is { } trouble)
            {
                json.WriteString("trouble", trouble);
            }

            json.WriteEndObject();
        });
    }

    private static void Write(Utf8JsonWriter json, PublishedModel version, bool isServed)
    {
        json.WriteStartObject();
        json.WriteNumber("version", version.Version);
        json.WriteString("publishedAt", version.PublishedAt.UtcDateTime);
        if (version.TrainedUntil is { } until)
        {
            json.WriteString("trainedUntil", until.UtcDateTime);
        }

        if (version.Family is { } family)
        {
            json.WriteString("family", family);
        }

        if (version.Options is { } options)
        {
            json.WritePropertyName("options");
            options.WriteTo(json);
        }

        if (version.Seed is { } seed)
        {
            json.WriteNumber("seed", seed);
        }

        if (version.TrainSeconds is { } seconds)
        {
            json.WriteNumber("trainSeconds", seconds);
        }

        json.WriteNumber("sizeBytes", version.SizeBytes);
        json.WriteBoolean("served", isServed);
        json.WriteBoolean("held", version.IsHeld && !isServed);
        if (version.Judged is { } judged)
        {
            json.WriteStartObject("judged");
            json.WriteString("metric", judged.Metric);
            json.WriteNumber("candidate", judged.Candidate);
            json.WriteNumber("current", judged.Current);
            json.WriteNumber("users", judged.Users);
            json.WriteString("against", judged.Against);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static int? ReadVersion(byte[] body)
    {
        const string Right = "The body should be an object such as {\"version\": 3}, or {\"version\": null} for the newest.";
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("version", out var version))
            {
                return version.ValueKind == JsonValueKind.Null ? null
                    : version.ValueKind == JsonValueKind.Number && version.TryGetInt32(out var number) ? number
                    : throw new ProblemException(Problem.BadRequest(Right, "version"));
            }
        }
        catch (JsonException)
        {
            // As wrong as any other body.
        }

        throw new ProblemException(Problem.BadRequest(Right, "version"));
    }

    private static List<string> ReadOptions(byte[] body)
    {
        const string Right = "The body should be empty, or an object such as {\"options\": {\"factors\": 64}}.";
        var assignments = new List<string>();
        if (body.Length == 0)
        {
            return assignments;
        }

        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new ProblemException(Problem.BadRequest(Right));
            }

            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (property.Name != "options" || property.Value.ValueKind != JsonValueKind.Object)
                {
                    throw new ProblemException(Problem.BadRequest(Right, "options"));
                }

                assignments.AddRange(property.Value.EnumerateObject().Select(option => $"{option.Name}={(option.Value.ValueKind == JsonValueKind.String ? option.Value.GetString() : option.Value.GetRawText())}"));
            }

            return assignments;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new ProblemException(Problem.BadRequest(Right));
        }
    }
}
