using System.Text.Json;
using Marquee.Live;

namespace Marquee.Server;

/// <summary>Reading, writing, changing and erasing one record by its id: the same for users and items, with ETags and idempotency keys.</summary>
/// <typeparam name="T">The record.</typeparam>
internal abstract class OneRecord<T>
    where T : class
{
    private const int IdSegment = 2;

    /// <summary>What it is called in messages, such as <c>user</c>.</summary>
    protected abstract string Word { get; }

    /// <summary>What the log of changes calls its erasure; null where that is not noted.</summary>
    protected virtual string? Erasure => null;

    /// <summary>The id of a request's path.</summary>
    public static string IdOf(HttpContext context) => PathId.Of(context, IdSegment);

    /// <summary>What to tell where there is none.</summary>
    public ProblemException Missing() => new(Problem.NotFound($"There is no such {Word}."));

    public Task Get(HttpContext context, Caller caller)
    {
        QueryValues.Read(context, []);
        return Answering.Record(context, Json(Find(caller, IdOf(context)) ?? throw Missing()));
    }

    public async Task Put(HttpContext context, Caller caller)
    {
        QueryValues.Read(context, []);
        var id = IdOf(context);
        var body = await RequestBody.ReadJson(context);
        var record = RequestBody.Read(() => Read(body, id));
        if (IdOf(record) != id)
        {
            throw new ProblemException(Problem.BadRequest($"The body names another {Word} than the path; leave \"id\" out, or let both be the same.", "id"));
        }

        var set = RequestBody.NewSet(context, body);
        if (EntityTag.IsConditional(context.Request))
        {
            Update(set, id, current =>
            {
                EntityTag.Check(context.Request, current is null ? null : TagOf(current));
                return record;
            });
        }
        else
        {
            Put(set, record);
        }

        var receipt = await caller.Tenant.Apply(set, context.RequestAborted);
        context.Response.StatusCode = receipt.New > 0 ? StatusCodes.Status201Created : StatusCodes.Status200OK;
        await Answering.Record(context, Json(record));
    }

    public async Task Patch(HttpContext context, Caller caller)
    {
        QueryValues.Read(context, []);
        var id = IdOf(context);
        var body = await RequestBody.ReadJson(context);
        var patch = MergePatch.Read(body);
        T? patched = null;
        var set = RequestBody.NewSet(context, body);
        Update(set, id, current =>
        {
            if (current is null)
            {
                throw Missing();
            }

            EntityTag.Check(context.Request, TagOf(current));
            patched = RequestBody.Read(() => Read(MergePatch.Over(Json(current), patch), id));
            return IdOf(patched) == id ? patched : throw new ProblemException(Problem.BadRequest("An id cannot be changed.", "id"));
        });
        await caller.Tenant.Apply(set, context.RequestAborted);

        // A request that came a second time was not carried out again.
        await Answering.Record(context, Json(patched ?? Find(caller, id) ?? throw Missing()));
    }

    public async Task Delete(HttpContext context, Caller caller)
    {
        QueryValues.Read(context, []);
        var id = IdOf(context);
        var set = RequestBody.NewSet(context);
        if (EntityTag.IsConditional(context.Request))
        {
            Update(set, id, current =>
            {
                EntityTag.Check(context.Request, current is null ? null : TagOf(current));
                return null;
            });
        }

        Delete(set, id);
        var receipt = await caller.Tenant.Apply(set, context.RequestAborted);
        if (receipt.Deleted == 0)
        {
            throw Missing();
        }

        if (Erasure is { } action && !receipt.Replayed)
        {
            caller.Tenant.Changes.Note(caller, action);
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    protected abstract T? Find(Caller caller, string id);

    protected abstract string IdOf(T record);

    protected abstract T Read(byte[] json, string id);

    protected abstract void Write(Utf8JsonWriter json, T record);

    protected abstract void Put(ChangeSet set, T record);

    protected abstract void Update(ChangeSet set, string id, Func<T?, T?> update);

    protected abstract void Delete(ChangeSet set, string id);

    private string TagOf(T record) => EntityTag.Of(Json(record).Span);

    private ReadOnlyMemory<byte> Json(T record) => Answering.ToBytes(json => Write(json, record));
}
