using Marquee.Live;

namespace Marquee.Server;

/// <summary><c>/v1/jobs</c>: long work beside the answering.</summary>
internal static class JobRoutes
{
    private const string Tag = "Jobs";
    private const int IdSegment = 2;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Map(HttpMethods.Post, "/v1/jobs", Scopes.Admin, Begin).Describe(new(Tag, "Begins long work: training, evaluating, tuning, looking at fairness, importing.")
        {
            Remarks = "One job runs at a time, the others wait in line; 20 may. Requests are answered meanwhile: a job takes one thread.",
            Body = "JobRequest",
            Answer = "Job",
            Statuses = [202],
        });
        routes.Map(HttpMethods.Get, "/v1/jobs", Scopes.Read, List)
            .Describe(new(Tag, "The jobs in line, the one at work and the last hundred that ended, without their results, the latest first.") { Answer = "JobPage" });
        routes.Map(HttpMethods.Get, "/v1/jobs/{id}", Scopes.Read, Get)
            .Describe(new(Tag, "A job with its progress and its result.") { Answer = "Job" });
        routes.Map(HttpMethods.Post, "/v1/jobs/{id}/cancel", Scopes.Admin, Cancel).Describe(new(Tag, "Cancels a job that waits or is at work (202); one that has ended stays as it is, with its result (200).")
        {
            Remarks = "What a cancelled job published before stays, what it had not is not there; an import keeps the records that it had written. What it had found so far is its result.",
            Answer = "Job",
            Statuses = [200, 202],
        });
        routes.Map(HttpMethods.Delete, "/v1/jobs/{id}", Scopes.Admin, Forget)
            .Describe(new(Tag, "Forgets a job that has ended, and its result.") { Remarks = "409 where it waits or is at work: it is to be cancelled first.", Statuses = [204] });
    }

    /// <summary>Answers with a job.</summary>
    public static Task Write(HttpContext context, Job job) => Answering.Json(context, json => JobJson.Write(job).WriteTo(json));

    /// <summary>Puts work in line. A training changes what is served: that it was asked for and what it published is noted among what people did.</summary>
    /// <exception cref="Storage.StoreException">Too much waits, or nothing can be written.</exception>
    public static Job Begin(Caller caller, IJobWork work)
    {
        var isTraining = work.Type == "train";
        var job = caller.Tenant.Jobs.Add(isTraining ? new NotedTraining(work, caller) : work);
        if (isTraining)
        {
            caller.Tenant.Changes.Note(caller, ChangeActions.TrainModel, (string?)job.Request["name"], $"job {job.Id}, {job.Request["publish"]}");
        }

        if (job.Type == ImportWork.Kind)
        {
            caller.Tenant.Changes.Note(caller, ChangeActions.Import, (string?)job.Request["format"], $"job {job.Id}");
        }

        return job;
    }

    private static async Task Begin(HttpContext context, Caller caller)
    {
        QueryValues.Read(context, []);
        var work = JobReader.Read(RequestObject.Read(await RequestBody.ReadJson(context)), caller.Tenant);
        var job = Begin(caller, work);
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        await Write(context, job);
    }

    private static Task List(HttpContext context, Caller caller)
    {
        QueryValues.Read(context, []);
        var jobs = caller.Tenant.Jobs.All;
        return Answering.Json(context, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("jobs");
            foreach (var job in jobs)
            {
                JobJson.Write(job).WriteTo(json);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static Task Get(HttpContext context, Caller caller)
    {
        QueryValues.Read(context, []);
        return Write(context, caller.Tenant.Jobs.Find(PathId.Of(context, IdSegment)) ?? throw Missing());
    }

    private static Task Cancel(HttpContext context, Caller caller)
    {
        QueryValues.Read(context, []);
        var id = PathId.Of(context, IdSegment);
        var jobs = caller.Tenant.Jobs;
        if (jobs.Cancel(id) is not { } cancelled)
        {
            return Write(context, jobs.Find(id) ?? throw Missing());
        }

        caller.Tenant.Changes.Note(caller, ChangeActions.CancelJob, id, cancelled.Title);
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        return Write(context, cancelled);
    }

    private static Task Forget(HttpContext context, Caller caller)
    {
        QueryValues.Read(context, []);
        var id = PathId.Of(context, IdSegment);
        if (!caller.Tenant.Jobs.Forget(id))
        {
            throw caller.Tenant.Jobs.Find(id) is { } open
                ? new ProblemException(Problem.Conflict($"The job '{open.Title}' has not ended: cancel it first, POST /v1/jobs/{id}/cancel."))
                : Missing();
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private static ProblemException Missing() => new(Problem.NotFound("There is no job of this id; the last hundred that ended are kept."));
}
