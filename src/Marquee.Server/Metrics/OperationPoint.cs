namespace Marquee.Server;

/// <summary>Ten seconds of the process.</summary>
/// <param name="Time">Their end.</param>
/// <param name="Requests">How many requests.</param>
/// <param name="Errors">Of them 5xx.</param>
/// <param name="P50">How long half of them took at most, in milliseconds; null where there were none.</param>
/// <param name="P99">The same of 99 in a hundred.</param>
/// <param name="Written">Records that were new, of each tenant.</param>
/// <param name="HeapBytes">The managed heap at the end.</param>
/// <param name="ResidentBytes">Memory of the process at the end.</param>
internal sealed record OperationPoint(DateTimeOffset Time, long Requests, long Errors, double? P50, double? P99, IReadOnlyDictionary<Tenant, long> Written, long HeapBytes, long ResidentBytes);
