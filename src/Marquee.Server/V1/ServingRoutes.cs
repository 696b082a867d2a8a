using System.Globalization;
using Marquee.Live;

namespace Marquee.Server;

/// <summary><c>/v1/serving</c>: what lists get where a request does not say.</summary>
internal static class ServingRoutes
{
    private const string Tag = "Models";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Map(HttpMethods.Get, "/v1/serving", Scopes.Read, Get)
            .Describe(new(Tag, "What lists get where a request does not say: model, variety, calibration, exploration.") { Answer = "Serving" });
        routes.Map(HttpMethods.Put, "/v1/serving", Scopes.Admin, Put).Describe(new(Tag, "Sets what lists get where a request does not say, for every list that is asked for after that.")
        {
            Remarks = "It is for lists that are chosen for somebody: recommendations, sessions, home pages. Served lists are noted with the propensities that come of it.",
            Body = "ServingRequest",
            Answer = "Serving",
        });
    }

    private static Task Get(HttpContext context, Caller caller)
    {
        QueryValues.Read(context, []);
        return Write(context, caller.Tenant);
    }

    private static async Task Put(HttpContext context, Caller caller)
    {
        QueryValues.Read(context, []);
        var request = RequestObject.Read(await RequestBody.ReadJson(context)).Only("model", "diversity", "calibration", "exploration", "maxPerFranchise");
        var defaults = new ServingDefaults
        {
            Model = request.Text("model"),
            Diversity = Share(request, "diversity"),
            Calibration = Share(request, "calibration"),
            Exploration = Share(request, "exploration"),
            MaximumPerFranchise = request.Whole("maxPerFranchise", 1, 1000),
        };
        try
        {
            caller.Tenant.Serving.Change(defaults);
        }
        catch (ArgumentException exception) when (exception.ParamName is null)
        {
            // The numbers were looked at before.
            throw request.Refuse(exception.Message, "model");
        }

        caller.Tenant.Changes.Note(caller, ChangeActions.ChangeServing, defaults.Model, string.Create(
            CultureInfo.InvariantCulture,
            $"diversity {defaults.Diversity}, calibration {defaults.Calibration}, exploration {defaults.Exploration}, {(defaults.MaximumPerFranchise is { } most ? $"at most {most} of a franchise" : "any number of a franchise")}"));
        await Write(context, caller.Tenant);
    }

    private static float Share(RequestObject request, string name) => (float)(request.Number(name, 0, 1) ?? 0);

    private static Task Write(HttpContext context, Tenant tenant)
    {
        var defaults = tenant.Serving.Current;
        return Answering.Json(context, json =>
        {
            json.WriteStartObject();
            json.WriteString("main", tenant.Engine.Models.Main.Label);
            if (defaults.Model is { } model)
            {
                json.WriteString("model", model);
            }

            json.WriteNumber("diversity", defaults.Diversity);
            json.WriteNumber("calibration", defaults.Calibration);
            json.WriteNumber("exploration", defaults.Exploration);
            json.WriteNumber("explorationPool", AnswerOptions.ExplorationPool);
            if (defaults.MaximumPerFranchise is { } most)
            {
                json.WriteNumber("maxPerFranchise", most);
            }

            json.WriteEndObject();
        });
    }
}
