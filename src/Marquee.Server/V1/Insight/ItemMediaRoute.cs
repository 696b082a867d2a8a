using System.Text.Json;
using Marquee.Live;

namespace Marquee.Server;

/// <summary><c>/v1/items/{id}/media</c>: how an item looks and sounds, as far as vectors say, and what is near.</summary>
internal static class ItemMediaRoute
{
    private const string Image = "image";

    public static readonly QueryParameter[] Query = [new("n", "integer", "How many items by each feature, 1 to 100. Default 10.")];

    public static Task Get(HttpContext context, Caller caller)
    {
        var count = QueryValues.Read(context, Query).Whole("n", 1, 100) ?? 10;
        var item = ItemRoutes.Find(context, caller);
        var image = caller.Tenant.Engine.Catalogue[item].Attributes[Image];
        var media = caller.Tenant.Insight.MediaOf(item, count);
        return Answering.Json(context, json =>
        {
            json.WriteStartObject();
            if (image is not null)
            {
                json.WriteString(Image, image);
            }

            json.WriteStartArray("modalities");
            foreach (var modality in media.Modalities)
            {
                Write(json, modality);
            }

            json.WriteEndArray();
            json.WriteStartArray("missing");
            foreach (var modality in media.Missing)
            {
                json.WriteStartObject();
                json.WriteString("name", modality.Name);
                json.WriteNumber("items", modality.Items);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static void Write(Utf8JsonWriter json, MediaModality modality)
    {
        json.WriteStartObject();
        json.WriteString("name", modality.Name);
        json.WriteNumber("length", modality.Length);
        json.WriteNumber("items", modality.Items);
        if (modality.Weights.Count > 0)
        {
            json.WriteStartArray("weights");
            foreach (var weight in modality.Weights)
            {
                json.WriteStartObject();
                json.WriteString("name", weight.Modality);
                if (weight.Weight is { } own)
                {
                    json.WriteNumber("weight", own);
                }

                json.WriteNumber("mean", weight.Mean);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteStartArray("nearest");
        foreach (var near in modality.Nearest)
        {
            json.WriteStartObject();
            json.WriteString("id", near.Item.Id);
            if (near.Item.Title is { } title)
            {
                json.WriteString("title", title);
            }

            json.WriteNumber("similarity", near.Similarity);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
