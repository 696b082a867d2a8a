using System.Globalization;
using System.Text.Json;
using Marquee.Content;
using Marquee.Data;

namespace Marquee.Server;

/// <summary><c>/v1/audience</c>: how many viewers an item will have in its first weeks, which need not exist yet, and which earlier launches say so.</summary>
internal static class AudienceRoutes
{
    private const string Described = "described";
    private const int MostWeeks = 52;
    private const int MostNames = 300;
    private const int Alike = 5;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.Map(HttpMethods.Post, "/v1/audience", Scopes.Read, Estimate).Describe(new("Audience", "Estimates how many viewers an item will have in the first weeks after its launch, country by country, with the earlier launches that the estimate leans on.")
        {
            Remarks = "The item is one of the service, or one that is described and does not exist. Nothing is written. How launches fared is learned when it is first asked for: 503 with `Retry-After` until that is done, seconds to a minute. After the data were loaded anew, what was learned before answers until it is learned anew. 409 where too few launches are known.",
            Body = "AudienceRequest",
            Answer = "AudienceAnswer",
        });

    private static async Task Estimate(HttpContext context, Caller caller)
    {
        QueryValues.Read(context, []);
        var request = RequestObject.Read(await RequestBody.ReadJson(context)).Only("item", "describe", "countries", "month", "weeks", "without");
        var item = ItemOf(request, caller);
        var (month, weeks) = (request.Whole("month", 1, 12), request.Whole("weeks", 1, MostWeeks) ?? new SnapshotLaunchOptions().Weeks);
        var (wanted, without) = (request.Texts("countries", MostNames), request.Texts("without", MostNames) ?? []);
        var (estimator, end) = await caller.Tenant.Audience.Learned(weeks, context.RequestAborted);
        var unknown = wanted?.FirstOrDefault(country => !estimator.Markets.Contains(country, StringComparer.Ordinal));
        if (unknown is not null)
        {
            throw request.Refuse(estimator.Markets.Count == 0 ? "Users of this service have no country; leave 'countries' out." : $"There are not enough users in '{unknown}'; there are in {string.Join(", ", estimator.Markets)}.", "countries");
        }

        var date = DateOf(month, end);
        AudienceEstimate[] estimates =
        [
            .. (estimator.Markets.Count == 0 ? [estimator.Estimate(item, date)] : estimator.Estimate(item, date, wanted is { Length: > 0 } ? [.. wanted.Distinct()] : estimator.Markets)).Select(one => one.Without(without)),
        ];
        await Answering.Json(context, json => Write(json, item, date, weeks, estimator, estimates));
    }

    private static Item ItemOf(RequestObject request, Caller caller)
    {
        var id = request.Text("item");
        if (id is null == !request.Has("describe"))
        {
            throw request.Refuse("An item of the service, or one that is described: give one of 'item' and 'describe'.", "item");
        }

        if (id is null)
        {
            return RequestBody.Read(() => RecordJson.ReadItem(request.Json("describe"), Described), "'describe'");
        }

        var catalogue = caller.Tenant.Engine.Catalogue;
        return catalogue.IndexOf(id) is >= 0 and var index && !catalogue.IsErased(index) ? catalogue[index] : throw request.Refuse($"There is no item '{id}'.", "item");
    }

    /// <summary>The first day of a month behind the end of the data; of the next one where none is named.</summary>
    private static DateOnly DateOf(int? month, DateOnly end)
    {
        var next = new DateOnly(end.Year, end.Month, 1).AddMonths(1);
        return month is null ? next : next.AddMonths((month.Value - next.Month + 12) % 12);
    }

    private static void Write(Utf8JsonWriter json, Item item, DateOnly date, int weeks, AudienceEstimator estimator, AudienceEstimate[] estimates)
    {
        var (validation, total) = (estimator.Validation, estimator.Total(estimates));
        json.WriteStartObject();
        if (item.Id != Described)
        {
            json.WriteString("item", item.Id);
        }

        json.WriteString("date", date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteNumber("weeks", weeks);
        json.WriteString("model", validation.Chosen.ToString().ToLowerInvariant());
        json.WriteNumber("launches", estimator.Launches);
        json.WriteNumber("explained", validation.Deviation > 0 ? 1 - (validation.WithComparables / validation.Deviation) : 0);
        json.WriteStartArray("markets");
        foreach (var market in estimator.Markets)
        {
            json.WriteStringValue(market);
        }

        json.WriteEndArray();
        json.WriteStartArray("estimates");
        foreach (var estimate in estimates)
        {
            Write(json, estimate, estimator.Countries);
        }

        json.WriteEndArray();
        json.WriteStartObject("total");
        WriteRange(json, total.Value, total.Low, total.High);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, AudienceEstimate estimate, CountrySpace? countries)
    {
        json.WriteStartObject();
        if (estimate.Country is { } country)
        {
            json.WriteString("country", country);
            json.WriteStartArray("alike");
            foreach (var other in countries?.Alike(country, Alike) ?? [])
            {
                json.WriteStartObject();
                json.WriteString("country", other.Country);
                json.WriteNumber("correlation", other.Correlation);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        WriteRange(json, estimate.Value, estimate.Low, estimate.High);
        json.WriteNumber("base", estimate.Base);
        json.WriteNumber("baseWeight", estimate.BaseWeight);
        json.WriteStartArray("comparables");
        foreach (var one in estimate.Comparables)
        {
            json.WriteStartObject();
            json.WriteString("item", one.Item);
            if (one.Title is not null)
            {
                json.WriteString("title", one.Title);
            }

            json.WriteNumber("similarity", one.Similarity);
            json.WriteNumber("weight", one.Weight);
            json.WriteNumber("audience", one.Audience);
            json.WriteNumber("expected", one.Expected);
            json.WriteNumber("contribution", one.Contribution);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteRange(Utf8JsonWriter json, double value, double low, double high)
    {
        json.WriteNumber("estimate", value);
        json.WriteNumber("low", low);
        json.WriteNumber("high", high);
    }
}
