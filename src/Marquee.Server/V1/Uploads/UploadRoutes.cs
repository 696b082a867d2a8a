using Marquee.Live;
using Marquee.Storage;

namespace Marquee.Server;

/// <summary><c>/v1/uploads</c> and <c>/v1/imports</c>: files are sent, looked at, and then imported or not.</summary>
internal static class UploadRoutes
{
    private const string Tag = "Data";
    private const int IdSegment = 2;
    private const int LinesNamed = 3;

    private static readonly QueryParameter[] Sending =
    [
        new("name", "string", "The file's name, such as `ratings.csv`: formats are told by it. Required."),
        new("upload", "string", "The upload that the file belongs to, where several make one. Default: a new one."),
    ];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Map(HttpMethods.Post, "/v1/uploads", Scopes.Admin, Send).WithMetadata(new BulkBody()).Describe(new(Tag, "Takes a file in, and tells what is understood of it, with each bad line. Nothing is imported yet.")
        {
            Remarks = "Any format that `marquee import` knows; a zip archive, or tar packed with gzip, is unpacked. Forgotten an hour after it was last asked about, and when the service ends.",
            Query = Sending,
            Body = "FileContent",
            BodyType = "application/octet-stream",
            Answer = "Upload",
            Statuses = [201],
        });
        routes.Map(HttpMethods.Get, "/v1/uploads/{id}", Scopes.Admin, Get).Describe(new(Tag, "What is understood of an upload.") { Answer = "Upload" });
        routes.Map(HttpMethods.Delete, "/v1/uploads/{id}", Scopes.Admin, Delete).Describe(new(Tag, "Forgets an upload.") { Statuses = [204] });
        routes.Map(HttpMethods.Post, "/v1/imports", Scopes.Admin, Import).Describe(new(Tag, "Imports an upload, as a job.")
        {
            Remarks = "With bad lines nothing is imported, unless `skipBadLines` says to leave them out. Importing the same again changes nothing. `POST /v1/jobs` with `\"type\": \"import\"` does the same.",
            Body = "ImportRequest",
            Answer = "Job",
            Statuses = [202],
        });
    }

    /// <summary>Reads what is to be imported.</summary>
    /// <exception cref="ProblemException">There is no such upload, or it cannot be imported.</exception>
    public static IJobWork Work(RequestObject request, Tenant tenant)
    {
        request.Only(["type", "upload", "skipBadLines"]);
        var id = request.Required("upload", "the id of what POST /v1/uploads took in");
        var skip = request.Flag("skipBadLines");
        var upload = tenant.Uploads.Find(id) ?? throw new ProblemException(Missing().Problem with { Field = "upload" });
        if (upload.Preview.Problem is { } problem)
        {
            throw request.Refuse($"The upload cannot be imported: {problem}.", "upload");
        }

        if (upload.Preview.ProblemCount > 0 && !skip)
        {
            var lines = string.Join("; ", upload.Preview.Problems.Take(LinesNamed).Select(line => line.ToString()));
            throw request.Refuse($"{upload.Preview.ProblemCount:N0} lines are wrong, and nothing was imported: {lines}{(upload.Preview.ProblemCount > LinesNamed ? "; ..." : "")}. Correct them, or leave them out with \"skipBadLines\": true.", "skipBadLines");
        }

        return new ImportWork(tenant.Engine, tenant.Uploads, upload, skip, tenant.Time);
    }

    private static ProblemException Missing() => new(Problem.NotFound("There is no such upload; it is forgotten an hour after it was last asked about."));

    private static async Task Send(HttpContext context, Caller caller)
    {
        var query = QueryValues.Read(context, Sending);
        var name = query.Text("name") ?? throw QueryValues.Refuse("'name' is missing; it holds the file's name, such as ratings.csv.", "name");
        Upload upload;
        try
        {
            upload = await caller.Tenant.Uploads.Add(query.Text("upload"), name, context.Request.Body, context.RequestAborted) ?? throw Missing();
        }
        catch (Data.DatasetException exception)
        {
            throw new ProblemException(Problem.BadRequest($"{exception.Problem}."));
        }

        catch (ArgumentException exception) when (exception.ParamName is null)
        {
            throw QueryValues.Refuse(exception.Message, "name");
        }

        context.Response.StatusCode = StatusCodes.Status201Created;
        await Answering.Json(context, json => UploadJson.Write(json, upload));
    }

    private static Task Get(HttpContext context, Caller caller)
    {
        QueryValues.Read(context, []);
        var upload = caller.Tenant.Uploads.Find(PathId.Of(context, IdSegment)) ?? throw Missing();
        return Answering.Json(context, json => UploadJson.Write(json, upload));
    }

    private static Task Delete(HttpContext context, Caller caller)
    {
        QueryValues.Read(context, []);
        context.Response.StatusCode = caller.Tenant.Uploads.Delete(PathId.Of(context, IdSegment)) ? StatusCodes.Status204NoContent : throw Missing();
        return Task.CompletedTask;
    }

    private static async Task Import(HttpContext context, Caller caller)
    {
        QueryValues.Read(context, []);
        var job = JobRoutes.Begin(caller, Work(RequestObject.Read(await RequestBody.ReadJson(context)), caller.Tenant));
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        await JobRoutes.Write(context, job);
    }
}
