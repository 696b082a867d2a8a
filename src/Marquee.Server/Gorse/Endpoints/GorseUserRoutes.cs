using Marquee.Live;
using Marquee.Storage;

namespace Marquee.Server;

/// <summary><c>/api/user</c> and <c>/api/users</c>.</summary>
internal static class GorseUserRoutes
{
    public static async Task Insert(GorseCall call)
    {
        var user = await call.Read(GorseText.Json.GorseUser);
        await call.Apply(Put(new ChangeSet(), user));
        await call.WriteSuccess(1);
    }

    public static async Task InsertAll(GorseCall call)
    {
        var users = await call.ReadList(GorseText.Json.GorseUserArray);
        await Put(users, call);
        await call.WriteSuccess(users.Count);
    }

    public static Task Get(GorseCall call) => call.Write(UserMapping.ToGorse(Find(call).Record), GorseText.Json.GorseUser);

    public static Task List(GorseCall call)
    {
        var users = UserList.From(call.Engine, GorseCursor.Id(call.Cursor)).Take(call.PageSize + 1).Select(user => user.Record).ToList();
        var more = users.Count > call.PageSize;
        var page = new GorseUserPage(more ? GorseCursor.Of(users[^1].Id) : "", [.. users.Take(call.PageSize).Select(UserMapping.ToGorse)]);
        return call.Write(page, GorseText.Json.GorseUserPage);
    }

    public static async Task Patch(GorseCall call)
    {
        var patch = await call.Read(GorseText.Json.GorseUser);
        _ = LabelValues.Of(patch.Labels);
        await call.Apply(new ChangeSet().UpdateUser(call.Route("user"), known => known is null ? null : UserMapping.Patched(known, patch)));

        // Gorse does not say whether there was such a user.
        await call.WriteSuccess(1);
    }

    public static async Task Delete(GorseCall call)
    {
        if (await call.Apply(new ChangeSet().DeleteUser(call.Route("user"))) is { Deleted: > 0, Replayed: false })
        {
            call.Note(ChangeActions.EraseUser);
        }

        await call.WriteSuccess(1);
    }

    /// <summary>Writes users, the first of each id.</summary>
    public static Task Put(IEnumerable<GorseUser> users, GorseCall call)
    {
        var changes = new ChangeSet();
        foreach (var user in users.DistinctBy(user => user.UserId))
        {
            Put(changes, user);
        }

        return call.Apply(changes);
    }

    private static ChangeSet Put(ChangeSet changes, GorseUser user)
    {
        // Tried on nobody first, so that what is wrong with it is told before anything waits.
        RecordRules.Check(UserMapping.Written(null, user));
        return changes.UpdateUser(user.UserId, known => UserMapping.Written(known, user));
    }

    private static UserState Find(GorseCall call) => call.Engine.FindUser(call.Route("user")) ?? throw GorseProblem.NotFound($"{call.Route("user")}: user not found");
}
