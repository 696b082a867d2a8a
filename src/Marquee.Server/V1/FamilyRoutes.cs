using System.Text.Json;
using Marquee.Evaluation;
using Marquee.Recommenders;

namespace Marquee.Server;

/// <summary><c>/v1/families</c> and <c>/v1/evaluation</c>: what can be trained and how it can be judged.</summary>
internal static class FamilyRoutes
{
    private const string Tag = "Models";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Map(HttpMethods.Get, "/v1/families", Scopes.Read, Families)
            .Describe(new(Tag, "Every family of models that can be trained, with its options.") { Answer = "FamilyPage" });
        routes.Map(HttpMethods.Get, "/v1/evaluation", Scopes.Read, Evaluation)
            .Describe(new(Tag, "How models can be judged and tuned: protocols, metrics, searches, re-rankers, and by what users and items can be grouped here.") { Answer = "EvaluationFacts" });
    }

    private static Task Families(HttpContext context, Caller caller)
    {
        QueryValues.Read(context, []);
        return Answering.Json(context, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("families");
            foreach (var family in ModelCatalogue.All)
            {
                json.WriteStartObject();
                json.WriteString("name", family.Name);
                json.WriteString("summary", family.Summary);
                json.WriteString("source", family.Source);
                Write(json, family.Options);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static Task Evaluation(HttpContext context, Caller caller)
    {
        QueryValues.Read(context, []);
        var snapshot = caller.Tenant.Engine.Snapshot;
        return Answering.Json(context, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("protocols");
            foreach (var protocol in ProtocolCatalogue.All)
            {
                Begin(json, protocol.Name, protocol.Summary);
                json.WriteString("split", protocol.Words.Split);
                json.WriteString("candidates", protocol.Words.Candidates);
                json.WriteString("relevance", protocol.Words.Relevance);
                json.WriteString("averaging", protocol.Words.Averaging);
                json.WriteBoolean("random", protocol.IsRandom);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("metrics");
            foreach (var metric in MetricCatalogue.All)
            {
                Begin(json, metric.Name, metric.Summary);
                json.WriteString("key", metric.HasCutoff ? metric.Name + "@k" : metric.Name);
                json.WriteBoolean("accuracy", MetricCatalogue.IsAccuracy(metric.Create(10)));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("searches");
            foreach (var search in SearchCatalogue.All)
            {
                Begin(json, search.Name, search.Summary);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("reRankers");
            foreach (var reRanker in ReRankerCatalogue.All)
            {
                Begin(json, reRanker.Name, reRanker.Summary);
                json.WriteString("source", reRanker.Source);
                Write(json, reRanker.Options);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            Write(json, "userGroups", UserGroups.Known(snapshot.Users));
            Write(json, "itemGroups", ItemGroups.Known(snapshot));
            json.WriteEndObject();
        });
    }

    private static void Begin(Utf8JsonWriter json, string name, string summary)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("summary", summary);
    }

    private static void Write(Utf8JsonWriter json, string name, IEnumerable<string> words)
    {
        json.WriteStartArray(name);
        foreach (var word in words)
        {
            json.WriteStringValue(word);
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, OptionSchema options)
    {
        var defaults = options.ToJson(options.Defaults);
        json.WriteStartArray("options");
        foreach (var option in options.Options)
        {
            json.WriteStartObject();
            json.WriteString("name", option.Name);
            json.WriteString("type", TypeOf(option));
            json.WritePropertyName("default");
            defaults[option.Name]!.WriteTo(json);
            WriteFinite(json, "minimum", option.Attribute.Minimum);
            WriteFinite(json, "maximum", option.Attribute.Maximum);
            if (option.Words.Count > 0)
            {
                Write(json, "choices", option.Words);
            }

            json.WriteString("range", option.Range);
            json.WriteString("effect", option.Attribute.Effect);
            json.WriteBoolean("logarithmic", option.Attribute.Logarithmic);
            json.WriteBoolean("tunable", SearchDimension.Of(option) is not null);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string TypeOf(OptionDescription option) =>
        option.Type == typeof(int) ? "integer" : option.Type == typeof(bool) ? "boolean" : option.Type == typeof(string) ? "text" : option.Type.IsEnum ? "choice" : "number";

    private static void WriteFinite(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumber(name, value);
        }
    }
}
