using System.Buffers;

namespace Marquee.Server;

/// <summary><c>/v1/records</c>: users, items and interactions in bulk, in and out, as JSON lines.</summary>
internal static class RecordRoutes
{
    private const string Tag = "Records";

    private static readonly SearchValues<char> FileName = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");
    private static readonly QueryParameter[] Exporting =
    [
        new("type", "string", "Only records of these types: `user`, `item`, `interaction`, with commas between. Default all."),
        new("download", "string", "The name of a file under which a browser saves it: up to 100 letters, digits, dots, hyphens and underscores. Default: it is shown."),
    ];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Map(HttpMethods.Post, "/v1/records", Scopes.Write, Import).WithMetadata(new BulkBody()).Describe(new(Tag, "Takes users, items and interactions in bulk, one JSON object a line, each with its `type`.")
        {
            Remarks = "A line that is wrong is named in the answer and left out; the others are taken. The lines are taken as they come, a thousand at a time; when the connection breaks, send them again: the same record twice changes nothing.",
            Body = "RecordLines",
            BodyType = JsonText.LinesType,
            Answer = "ImportReport",
        });
        routes.Map(HttpMethods.Get, "/v1/records", Scopes.Admin, Export).Describe(new(Tag, "Gives out all users, items and interactions, one JSON object a line, each with its `type`.")
        {
            Remarks = "`POST /v1/records` and `marquee import` read them back. What is written meanwhile is not in it.",
            Query = Exporting,
            Answer = "RecordLines",
            AnswerType = JsonText.LinesType,
        });
    }

    private static async Task Import(HttpContext context, Caller caller)
    {
        QueryValues.Read(context, []);
        var import = new RecordImport(caller.Tenant);
        await import.Read(context.Request.BodyReader, context.RequestAborted);
        await Answering.Json(context, import.WriteTo);
    }

    private static async Task Export(HttpContext context, Caller caller)
    {
        var query = QueryValues.Read(context, Exporting);
        var types = query.Texts("type");
        if (types.FirstOrDefault(type => type is not ("user" or "item" or "interaction")) is not null)
        {
            throw QueryValues.Refuse("'type' names something else; it should be user, item or interaction, or several with commas between.", "type");
        }

        if (query.Text("download") is { } name)
        {
            context.Response.Headers.ContentDisposition = name.Length <= 100 && name[0] != '.' && !name.AsSpan().ContainsAnyExcept(FileName)
                ? $"attachment; filename=\"{name}\""
                : throw QueryValues.Refuse("'download' should be a file's name of up to 100 letters, digits, dots, hyphens and underscores, such as records.jsonl.", "download");
        }

        context.Response.ContentType = JsonText.LinesType;
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return;
        }

        using var lines = new RecordLines(context.Response.BodyWriter, types, context.RequestAborted);
        await caller.Tenant.Exports.Run(lines, context.RequestAborted);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }
}
