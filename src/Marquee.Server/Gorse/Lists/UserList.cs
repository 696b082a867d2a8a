using Marquee.Data;
using Marquee.Live;

namespace Marquee.Server;

/// <summary>All users of an engine.</summary>
internal static class UserList
{
    /// <summary>Users in order of their ids.</summary>
    /// <param name="engine">The data.</param>
    /// <param name="first">The id to begin at; empty for the first of all.</param>
    public static IEnumerable<UserState> From(LiveEngine engine, string first)
    {
        var known = engine.Snapshot.UserIds;
        var indices = IdOrder.From(first, engine.UserCount, index => index < known.Count ? known[index] : engine.User(index).Record.Id);
        return indices.Select(engine.User).Where(IsThere);
    }

    /// <summary>Users in the order in which they came.</summary>
    public static IEnumerable<UserState> Of(LiveEngine engine) => Enumerable.Range(0, engine.UserCount).Select(engine.User).Where(IsThere);

    private static bool IsThere(UserState user) => !IdMap.IsErasedId(user.Record.Id);
}
