namespace Marquee.Server;

/// <summary>Who asks: the tenant whose data they get, and what they may do. One for each key, kept as long as the key.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Scopes">What they may do.</param>
/// <param name="Key">Their key; null where the service needs none.</param>
/// <param name="Rate">How often they may ask; null for any number.</param>
internal sealed record Caller(Tenant Tenant, Scopes Scopes, ApiKey? Key, RequestRate? Rate)
{
    /// <summary>Who asks in a request that the gate let in.</summary>
    public static Caller Of(HttpContext context) =>
        context.Features.Get<Caller>() ?? throw new InvalidOperationException("This endpoint needs no key, so there is no caller.");
}
