using Marquee.Data;
using Marquee.Live;
using Marquee.Storage;

namespace Marquee.Server;

/// <summary><c>/api/item</c> and <c>/api/items</c>.</summary>
internal static class GorseItemRoutes
{
    public static async Task Insert(GorseCall call)
    {
        var item = await call.Read(GorseText.Json.GorseItem);
        await call.Apply(Put(new ChangeSet(), item));
        await call.WriteSuccess(1);
    }

    public static async Task InsertAll(GorseCall call)
    {
        var items = await call.ReadList(GorseText.Json.GorseItemArray);
        await Put(items, call);
        await call.WriteSuccess(items.Count);
    }

    public static Task Get(GorseCall call)
    {
        var id = call.Route("item");
        var catalogue = call.Engine.Catalogue;
        var index = catalogue.IndexOf(id);
        return index < 0 ? throw Unknown(id) : call.Write(ItemMapping.ToGorse(catalogue[index]), GorseText.Json.GorseItem);
    }

    public static Task List(GorseCall call)
    {
        if (call.Query("q") is { Length: > 0 } text)
        {
            var found = GorseLists.Search(call, text, call.PageSize);
            return call.Write(new GorseItemPage("", [.. found.Select(ItemMapping.ToGorse)]), GorseText.Json.GorseItemPage);
        }

        var items = ItemList.From(call.Engine.Catalogue, GorseCursor.Id(call.Cursor)).Take(call.PageSize + 1).ToList();
        var more = items.Count > call.PageSize;
        var page = new GorseItemPage(more ? GorseCursor.Of(items[^1].Id) : "", [.. items.Take(call.PageSize).Select(ItemMapping.ToGorse)]);
        return call.Write(page, GorseText.Json.GorseItemPage);
    }

    public static async Task Patch(GorseCall call)
    {
        var patch = await call.Read(GorseText.Json.GorseItem);

        // Tried on an item without anything first, so that what is wrong with it is told whether or not there is such an item.
        _ = ItemMapping.Patched(new Item { Id = "new" }, patch);
        await call.Apply(new ChangeSet().UpdateItem(call.Route("item"), known => known is null ? null : ItemMapping.Patched(known, patch)));

        // Gorse does not say whether there was such an item.
        await call.WriteSuccess(1);
    }

    public static async Task Delete(GorseCall call)
    {
        await call.Apply(new ChangeSet().DeleteItem(call.Route("item")));
        await call.WriteSuccess(1);
    }

    public static Task InsertCategory(GorseCall call) => Change(call, item => ItemMapping.WithCategory(item, call.Route("category")));

    public static Task DeleteCategory(GorseCall call) => Change(call, item => ItemMapping.WithoutCategory(item, call.Route("category")));

    /// <summary>Writes items, the first of each id.</summary>
    public static Task Put(IEnumerable<GorseItem> items, GorseCall call)
    {
        var changes = new ChangeSet();
        foreach (var item in items.DistinctBy(item => item.ItemId))
        {
            Put(changes, item);
        }

        return call.Apply(changes);
    }

    private static ChangeSet Put(ChangeSet changes, GorseItem item)
    {
        // Tried on nothing first, so that what is wrong with it is told before anything waits.
        RecordRules.Check(ItemMapping.Written(null, item));
        return changes.UpdateItem(item.ItemId, known => ItemMapping.Written(known, item));
    }

    private static async Task Change(GorseCall call, Func<Item, Item> change)
    {
        var found = false;
        await call.Apply(new ChangeSet().UpdateItem(call.Route("item"), known =>
        {
            found = known is not null;
            return known is null ? null : change(known);
        }));
        if (!found)
        {
            throw Unknown(call.Route("item"));
        }

        await call.WriteSuccess(1);
    }

    private static ProblemException Unknown(string id) => GorseProblem.NotFound($"{id}: item not found");
}
