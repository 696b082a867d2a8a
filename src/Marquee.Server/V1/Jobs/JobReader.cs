using Marquee.Content;
using Marquee.Data;
using Marquee.Evaluation;
using Marquee.Live;
using Marquee.Recommenders;
using Marquee.Storage;

namespace Marquee.Server;

/// <summary>Makes work of what a request asks for. One line here makes a type of job known to the API.</summary>
internal static class JobReader
{
    private const int LongestName = 60;
    private const int LongestCutoff = 4;
    private const int MostModels = 20;
    private const int MostMetrics = 20;
    private const int MostAttributes = 12;
    private const int MostReRankings = 5;
    private const int MostStrengths = 20;

    private static readonly (string Type, Func<RequestObject, Tenant, IJobWork> Read)[] Types =
    [
        ("train", Train),
        ("evaluate", Evaluate),
        ("tune", Tune),
        ("fairness", Fairness),
        ("map", Map),
        (ImportWork.Kind, UploadRoutes.Work),
    ];

    /// <summary>Reads a job.</summary>
    /// <exception cref="ProblemException">Something in it is wrong; the problem names the field.</exception>
    public static IJobWork Read(RequestObject request, Tenant tenant)
    {
        var type = request.Required("type", $"one of {string.Join(", ", Types.Select(known => known.Type))}");
        return Array.Find(Types, known => known.Type == type) is { Read: { } read }
            ? read(request, tenant)
            : throw request.Refuse($"There is no job of this type; there are: {string.Join(", ", Types.Select(known => known.Type))}.", "type");
    }

    private static IJobWork Train(RequestObject request, Tenant tenant)
    {
        request.Only(["type", .. ModelChoice.Keys, "name", "publish"]);
        var choice = ModelChoice.Read(request, tenant);
        var name = request.Text("name") ?? choice.Published?.Name ?? choice.Setup.Family.Name;
        if (name.Length > LongestName || !ModelRegistry.IsName(name))
        {
            throw request.Refuse($"'name' should have 1 to {LongestName} lower-case letters, digits and hyphens.", "name");
        }

        var hold = request.Word("publish", "if-better", "hold") == "hold";
        return tenant.Trainer.Work(choice.Setup with { Label = name == choice.Setup.Family.Name ? null : name }, hold);
    }

    private static EvaluationWork Evaluate(RequestObject request, Tenant tenant)
    {
        request.Only("type", "models", "protocol", "metrics", "seed", "seeds");
        var asked = request.Objects("models", MostModels, "model");
        if (asked is not { Length: > 0 })
        {
            throw request.Refuse("'models' is missing: name at least one, such as [\"ease\", {\"model\": \"als\", \"options\": {\"factors\": 64}}].", "models");
        }

        var models = new List<ModelSetup>();
        var published = new List<string>();
        foreach (var one in asked)
        {
            one.Only([.. ModelChoice.Keys, "label"]);
            var choice = ModelChoice.Read(one, tenant);
            var setup = one.Text("label") is { } label ? choice.Setup with { Label = label.Length <= LongestName ? label : throw one.Refuse($"'label' should have at most {LongestName} letters.", "label") } : choice.Setup;
            if (models.Any(other => other.Name == setup.Name))
            {
                throw one.Refuse($"Two models are called '{setup.Name}', and their rows could not be told apart; give one of them a 'label'.", "label");
            }

            models.Add(setup);
            if (choice.IsAsPublished && !one.Has("label"))
            {
                published.Add(setup.Name);
            }
        }

        IRankingMetric[] metrics = [.. (request.Texts("metrics", MostMetrics) ?? ["ndcg@10", "recall@10", "hr@10", "coverage@10", "novelty@10"]).Select(key => Metric(request, "metrics", key)).DistinctBy(metric => metric.Key)];
        return metrics.Length > 0
            ? new EvaluationWork(tenant.Bench, models, published, Protocol(request), metrics, request.Seed("seed"), request.Whole("seeds", 1, 20) ?? 1)
            : throw request.Refuse("'metrics' should name at least one, such as ndcg@10.", "metrics");
    }

    private static TuningWork Tune(RequestObject request, Tenant tenant)
    {
        request.Only(["type", .. ModelChoice.Keys, "fixed", "only", "search", "protocol", "metric", "trials", "minutes", "seed"]);
        var (setup, _) = ModelChoice.Read(request, tenant);
        var metric = Metric(request, "metric", request.Text("metric") ?? "ndcg@10");
        if (!MetricCatalogue.IsAccuracy(metric))
        {
            throw request.Refuse($"{metric.Key} is no measure of how right a list is, and would be best where nobody is served; tune for another one, such as ndcg@10.", "metric");
        }

        var fixedOptions = request.Object("fixed")?.Assignments() ?? [];
        Try(request, "fixed", () => setup.Family.Options.Parse(fixedOptions));
        var only = request.Texts("only", 50);
        var start = setup.Family.Options.ToJson(setup.Options).Select(option => KeyValuePair.Create(option.Key, option.Value!.ToString())).ToArray();
        return new TuningWork(
            tenant.Bench,
            Try(request, only is null ? "fixed" : "only", () => SearchSpace.Of(setup.Family, fixedOptions, only, start: start)),
            Try(request, "search", () => SearchCatalogue.Find(request.Text("search") ?? SearchCatalogue.All[0].Name)),
            Protocol(request),
            metric,
            request.Whole("trials", 1, 500) ?? StudySettings.DefaultTrials,
            request.Number("minutes", 0.01, 100_000) is { } minutes ? TimeSpan.FromMinutes(minutes) : null,
            request.Seed("seed"));
    }

    private static FairnessWork Fairness(RequestObject request, Tenant tenant)
    {
        request.Only(["type", .. ModelChoice.Keys, "protocol", "metric", "listLength", "userAttributes", "itemAttributes", "reRankings", "seed"]);
        var choice = ModelChoice.Read(request, tenant);
        var length = request.Whole("listLength", 1, 100) ?? 10;
        var metric = Metric(request, "metric", request.Text("metric") ?? $"ndcg@{length}");
        var snapshot = tenant.Engine.Snapshot;
        var users = request.Texts("userAttributes", MostAttributes) ?? [UserGroups.HistoryLength];
        var items = request.Texts("itemAttributes", MostAttributes) ?? ["popularity"];
        foreach (var selector in users.Where(selector => !selector.StartsWith(UserGroups.HistoryLength, StringComparison.Ordinal)))
        {
            Try(request, "userAttributes", () => UserGroups.Of(snapshot.Users, _ => 1, selector));
        }

        foreach (var selector in items)
        {
            Try(request, "itemAttributes", () => ItemGroups.Of(snapshot, selector));
        }

        var reRankings = (request.Objects("reRankings", MostReRankings, "name") ?? []).Select(one => (Strengths: ReRanking(one, snapshot, length), IsOne: one.Has("strength"))).ToArray();
        var questions = new FairnessQuestions
        {
            ListLength = length,
            Metric = MetricCatalogue.IsAccuracy(metric) ? (IUserMetric)metric : throw request.Refuse($"{metric.Key} is no measure of how right a list is, so nobody can be said to be served better by it; name another one, such as ndcg@10.", "metric"),
            Users = users,
            Items = items,
            Priced = [.. reRankings.SelectMany(one => one.Strengths)],

            // One strength alone is looked at as closely as the lists as they are.
            ReRankers = [.. reRankings.Where(one => one.IsOne).Select(one => one.Strengths[0])],
        };
        return new FairnessWork(tenant.Bench, choice.Setup, choice.IsAsPublished, Protocol(request), questions, request.Seed("seed"));
    }

    private static MapWork Map(RequestObject request, Tenant tenant)
    {
        request.Only("type", "name", "view", "feature", "weights", "perplexity", "clusters", "seed");
        var feature = request.Text("feature");
        if (feature is not null && request.Has("view"))
        {
            throw request.Refuse("A view or a feature: leave one of 'view' and 'feature' out.", "feature");
        }

        if (feature is not null && !tenant.Engine.Snapshot.Items.Any(item => item.Features.TryGet(feature, out _)))
        {
            throw request.Refuse($"No item has a feature '{feature}' that a map could show.", "feature");
        }

        var options = new ItemMapOptions
        {
            View = Enum.Parse<SimilarView>(request.Word("view", "theme", "audience", "graph", "text", "blend") ?? "theme", ignoreCase: true),
            Feature = feature,
            Weights = Weights(request.Object("weights")),
            Clusters = request.Whole("clusters", 0, 1000) ?? 0,
            Layout = new NeighbourMapOptions
            {
                Perplexity = request.Number("perplexity", 1, 1000) ?? 30,
                Seed = request.Seed("seed") ?? tenant.Bench.Seed,
                MaxDegreeOfParallelism = tenant.Bench.MaxDegreeOfParallelism,
            },
        };
        var name = request.Text("name") ?? options.Shows;
        return ItemMapFolder.IsName(name) ? new MapWork(tenant, name, options) : throw request.Refuse($"'name' should have 1 to {LongestName} lower-case letters, digits and hyphens.", "name");
    }

    private static SimilarWeights Weights(RequestObject? request)
    {
        const double most = 1e6;
        var usual = new SimilarWeights();
        if (request is null)
        {
            return usual;
        }

        request.Only("theme", "audience", "graph", "text");
        var weights = new SimilarWeights(
            request.Number("theme", 0, most) ?? usual.Theme, request.Number("audience", 0, most) ?? usual.Audience, request.Number("graph", 0, most) ?? usual.Graph, request.Number("text", 0, most) ?? usual.Text);
        return weights is { Theme: 0, Audience: 0, Graph: 0, Text: 0 } ? throw request.Refuse("At least one view must have a weight above 0.") : weights;
    }

    /// <summary>A re-ranker in every strength that is asked for.</summary>
    private static ReRankerSetup[] ReRanking(RequestObject request, Snapshot snapshot, int length)
    {
        request.Only("name", "options", "strength", "strengths");
        var family = Try(request, "name", () => ReRankerCatalogue.Find(request.Required("name", "that of a re-ranker")));
        var setup = Try(request, "options", () => new ReRankerSetup(family, family.Options.Parse(request.Object("options")?.Assignments() ?? [])));
        if (ReRankingGoal.Of(Try(request, "options", () => setup.Create(snapshot)), length) is null)
        {
            throw request.Refuse($"'{family.Name}' pursues no goal that could be measured; calibrated, exposure and mmr do.", "name");
        }

        if (request.Has("strength") && request.Has("strengths"))
        {
            throw request.Refuse("One strength or several: leave one of 'strength' and 'strengths' out.", "strengths");
        }

        IReadOnlyList<double> strengths = request.Number("strength", 0, 1000) is { } one ? [one] : request.Numbers("strengths", MostStrengths) ?? ReRankingPrice.Strengths(setup, FairnessWork.UsualStrengths);
        var field = request.Has("strength") ? "strength" : "strengths";
        return strengths.Count > 0
            ? [.. strengths.Distinct().Select(strength => Try(request, field, () => setup.WithStrength(strength)))]
            : throw request.Refuse("'strengths' should name at least one.", field);
    }

    private static EvaluationProtocol Protocol(RequestObject request) => Try(request, "protocol", () => ProtocolCatalogue.Find(request.Text("protocol") ?? ProtocolCatalogue.All[0].Name));

    private static IRankingMetric Metric(RequestObject request, string field, string key)
    {
        // Some keep a number for each place.
        return key.Length - key.IndexOf('@', StringComparison.Ordinal) <= LongestCutoff || !key.Contains('@')
            ? Try(request, field, () => MetricCatalogue.Parse(key))
            : throw request.Refuse($"'{key}' looks at too many places; 999 are the most.", field);
    }

    private static T Try<T>(RequestObject request, string field, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (OptionException exception)
        {
            throw request.Refuse(exception.Message, field);
        }
    }
}
