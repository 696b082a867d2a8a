using System.Text.Json;

namespace Marquee.Server;

/// <summary>
/// The API of Gorse 0.5 (and what its clients of 0.4 still call) under <c>/api</c>, over the same data, models and keys as our own: see <c>docs/gorse.md</c>. Errors are plain text.
/// </summary>
internal static class GorseApi
{
    /// <summary>Maps all routes.</summary>
    public static void MapGorse(this IEndpointRouteBuilder routes)
    {
        MapHealth(routes);
        MapUsers(routes);
        MapItems(routes);
        MapFeedback(routes);
        MapLists(routes);
        MapBulk(routes);
    }

    private static void MapHealth(IEndpointRouteBuilder routes)
    {
        var health = new GorseHealth(Ready: true, null, null, DataStoreConnected: true, CacheStoreConnected: true);
        foreach (var name in new[] { "live", "ready" })
        {
            routes.MapPublic(HttpMethods.Get, $"/api/health/{name}", context =>
            {
                context.Response.ContentType = "application/json";
                return JsonSerializer.SerializeAsync(context.Response.Body, health, GorseText.Json.GorseHealth, context.RequestAborted);
            }).WithMetadata(GorseProblem.Format);
        }
    }

    private static void MapUsers(IEndpointRouteBuilder routes)
    {
        Map(routes, HttpMethods.Post, "/user", Scopes.Write, GorseUserRoutes.Insert);
        Map(routes, HttpMethods.Post, "/users", Scopes.Write, GorseUserRoutes.InsertAll).WithMetadata(new BulkBody());
        Map(routes, HttpMethods.Get, "/users", Scopes.Read, GorseUserRoutes.List);
        Map(routes, HttpMethods.Get, "/user/{user}", Scopes.Read, GorseUserRoutes.Get);
        Map(routes, HttpMethods.Patch, "/user/{user}", Scopes.Write, GorseUserRoutes.Patch);
        Map(routes, HttpMethods.Delete, "/user/{user}", Scopes.Write, GorseUserRoutes.Delete);
    }

    private static void MapItems(IEndpointRouteBuilder routes)
    {
        Map(routes, HttpMethods.Post, "/item", Scopes.Write, GorseItemRoutes.Insert);
        Map(routes, HttpMethods.Post, "/items", Scopes.Write, GorseItemRoutes.InsertAll).WithMetadata(new BulkBody());
        Map(routes, HttpMethods.Get, "/items", Scopes.Read, GorseItemRoutes.List);
        Map(routes, HttpMethods.Get, "/item/{item}", Scopes.Read, GorseItemRoutes.Get);
        Map(routes, HttpMethods.Patch, "/item/{item}", Scopes.Write, GorseItemRoutes.Patch);
        Map(routes, HttpMethods.Delete, "/item/{item}", Scopes.Write, GorseItemRoutes.Delete);
        Map(routes, HttpMethods.Put, "/item/{item}/category/{category}", Scopes.Write, GorseItemRoutes.InsertCategory);
        Map(routes, HttpMethods.Delete, "/item/{item}/category/{category}", Scopes.Write, GorseItemRoutes.DeleteCategory);
    }

    private static void MapFeedback(IEndpointRouteBuilder routes)
    {
        Map(routes, HttpMethods.Post, "/feedback", Scopes.Write, GorseFeedbackRoutes.Insert).WithMetadata(new BulkBody());
        Map(routes, HttpMethods.Put, "/feedback", Scopes.Write, GorseFeedbackRoutes.Overwrite).WithMetadata(new BulkBody());
        Map(routes, HttpMethods.Get, "/feedback", Scopes.Read, GorseFeedbackRoutes.List);
        Map(routes, HttpMethods.Get, "/feedback/{type}", Scopes.Read, GorseFeedbackRoutes.ListOfType);
        Map(routes, HttpMethods.Get, "/feedback/{user}/{item}", Scopes.Read, GorseFeedbackRoutes.OfPair);
        Map(routes, HttpMethods.Delete, "/feedback/{user}/{item}", Scopes.Write, GorseFeedbackRoutes.DeletePair);
        Map(routes, HttpMethods.Get, "/feedback/{type}/{user}/{item}", Scopes.Read, GorseFeedbackRoutes.OfPairAndType);
        Map(routes, HttpMethods.Delete, "/feedback/{type}/{user}/{item}", Scopes.Write, GorseFeedbackRoutes.DeletePairAndType);
        Map(routes, HttpMethods.Get, "/user/{user}/feedback", Scopes.Read, GorseFeedbackRoutes.OfUser);
        Map(routes, HttpMethods.Get, "/user/{user}/feedback/{type}", Scopes.Read, GorseFeedbackRoutes.OfUserAndType);
        Map(routes, HttpMethods.Get, "/item/{item}/feedback", Scopes.Read, GorseFeedbackRoutes.OfItem);
        Map(routes, HttpMethods.Get, "/item/{item}/feedback/{type}", Scopes.Read, GorseFeedbackRoutes.OfItemAndType);
    }

    private static void MapLists(IEndpointRouteBuilder routes)
    {
        Map(routes, HttpMethods.Get, "/recommend/{user}/{category?}", Scopes.Read, GorseRecommendRoutes.Recommend);
        Map(routes, HttpMethods.Post, "/session/recommend/{category?}", Scopes.Read, GorseRecommendRoutes.Session);
        Map(routes, HttpMethods.Get, "/collaborative-filtering/{user}/{category?}", Scopes.Read, GorseRecommendRoutes.Scored);
        Map(routes, HttpMethods.Get, "/intermediate/recommend/{user}/{category?}", Scopes.Read, GorseRecommendRoutes.Scored);
        Map(routes, HttpMethods.Get, "/latest/{category?}", Scopes.Read, GorseRecommendRoutes.Latest);
        Map(routes, HttpMethods.Get, "/popular/{category?}", Scopes.Read, GorseRecommendRoutes.Popular);
        Map(routes, HttpMethods.Get, "/non-personalized/{name}", Scopes.Read, GorseRecommendRoutes.NonPersonalized);
        Map(routes, HttpMethods.Get, "/item/{item}/neighbors/{category?}", Scopes.Read, GorseRecommendRoutes.ItemNeighbors);
        Map(routes, HttpMethods.Get, "/item-to-item/{name}/{item}", Scopes.Read, GorseRecommendRoutes.ItemNeighbors);
        Map(routes, HttpMethods.Get, "/user/{user}/neighbors", Scopes.Read, GorseRecommendRoutes.UserNeighbors);
        Map(routes, HttpMethods.Get, "/user-to-user/{name}/{user}", Scopes.Read, GorseRecommendRoutes.UserNeighbors);
    }

    private static void MapBulk(IEndpointRouteBuilder routes)
    {
        Map(routes, HttpMethods.Get, "/bulk/users", Scopes.Admin, GorseBulkRoutes.ExportUsers);
        Map(routes, HttpMethods.Get, "/bulk/items", Scopes.Admin, GorseBulkRoutes.ExportItems);
        Map(routes, HttpMethods.Get, "/bulk/feedback", Scopes.Admin, GorseBulkRoutes.ExportFeedback);
        Map(routes, HttpMethods.Post, "/bulk/users", Scopes.Admin, GorseBulkRoutes.ImportUsers).WithMetadata(new BulkBody());
        Map(routes, HttpMethods.Post, "/bulk/items", Scopes.Admin, GorseBulkRoutes.ImportItems).WithMetadata(new BulkBody());
        Map(routes, HttpMethods.Post, "/bulk/feedback", Scopes.Admin, GorseBulkRoutes.ImportFeedback).WithMetadata(new BulkBody());
        Map(routes, HttpMethods.Get, "/dump", Scopes.Admin, GorseDumpRoutes.Dump);
        Map(routes, HttpMethods.Post, "/restore", Scopes.Admin, GorseDumpRoutes.Restore).WithMetadata(new BulkBody());
    }

    private static IEndpointConventionBuilder Map(IEndpointRouteBuilder routes, string method, string pattern, Scopes scope, Func<GorseCall, Task> handler) =>
        routes.Map(method, "/api" + pattern, scope, (context, caller) => handler(new GorseCall(context, caller))).WithMetadata(GorseProblem.Format);
}
