namespace Marquee.Benchmarks;

/// <summary>One measurement: against whom, how many at once, how fast and how long.</summary>
/// <param name="Port">Where the server listens on loopback.</param>
/// <param name="Connections">Connections kept open.</param>
/// <param name="Threads">Threads that serve them.</param>
/// <param name="Rate">Requests a second, whatever the server does (open loop); nothing for as many as it answers (closed loop).</param>
/// <param name="WarmUp">Seconds before anything counts.</param>
/// <param name="Seconds">Seconds that count.</param>
internal sealed record LoadPlan(int Port, int Connections, int Threads, double? Rate, double WarmUp, double Seconds);
