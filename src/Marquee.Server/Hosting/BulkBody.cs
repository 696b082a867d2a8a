namespace Marquee.Server;

/// <summary>Metadata of an endpoint whose body may be as large as bulk is.</summary>
internal sealed record BulkBody;
