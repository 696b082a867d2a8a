namespace Marquee.Server;

/// <summary>What the process did lately, in memory: each ten seconds of the last hour, and each route in the last five minutes.</summary>
internal sealed class OperationLog : IDisposable
{
    /// <summary>Time between two points.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <summary>How many points are kept.</summary>
    public const int Points = 360;

    // Looks at all routes, the last of which is a minute old at most and the first five.
    private const int LooksKept = 6;
    private const int PointsPerLook = 6;

    private readonly Lock _sampling = new();
    private readonly Func<IReadOnlyList<RouteCounters>> _routes;
    private readonly TenantSet _tenants;
    private readonly TimeProvider _time;
    private ITimer? _timer;
    private readonly Queue<OperationPoint> _points = new();
    private readonly Queue<Look> _looks = new();
    private readonly Dictionary<Tenant, long> _written = [];
    private RouteFigures _all = RouteFigures.None;
    private long _samples;

    /// <param name="routes">All routes; asked when the first point is due, when they all are there.</param>
    /// <param name="tenants">The tenants.</param>
    /// <param name="time">The clock.</param>
    public OperationLog(Func<IReadOnlyList<RouteCounters>> routes, TenantSet tenants, TimeProvider time)
    {
        _routes = routes;
        _tenants = tenants;
        _time = time;
        Started = time.GetUtcNow();
        _looks.Enqueue(new Look(Started, new Dictionary<RouteCounters, RouteFigures>()));
    }

    /// <summary>Begins to note points, when all routes are there.</summary>
    public void Begin() => _timer = _time.CreateTimer(_ => Sample(), null, Interval, Interval);

    /// <summary>When the process began to serve.</summary>
    public DateTimeOffset Started { get; }

    /// <summary>The points, the oldest first.</summary>
    public IReadOnlyList<OperationPoint> Series
    {
        get
        {
            lock (_sampling)
            {
                return [.. _points];
            }
        }
    }

    /// <summary>What each route did since the start, and since a moment that is up to five minutes past.</summary>
    /// <returns>How long ago that is, and the routes that were asked at all.</returns>
    public (TimeSpan Recent, IReadOnlyList<(RouteCounters Route, RouteFigures All, RouteFigures Recent)> Routes) Requests()
    {
        Look first;
        lock (_sampling)
        {
            first = _looks.Peek();
        }

        return (
            _time.GetUtcNow() - first.Time,
            [.. from route in _routes()
                let all = RouteFigures.Of(route, RouteFigures.None)
                where all.Count > 0
                select (route, all, all.Since(first.Routes.GetValueOrDefault(route, RouteFigures.None)))]);
    }

    /// <summary>Notes a point.</summary>
    internal void Sample()
    {
        lock (_sampling)
        {
            var before = _looks.Last();
            var routes = _routes().ToDictionary(route => route, route => RouteFigures.Of(route, before.Routes.GetValueOrDefault(route, RouteFigures.None)));
            var all = routes.Values.Where(figures => figures.Count > 0).Aggregate(RouteFigures.None, (sum, figures) => sum.And(figures));
            var now = _time.GetUtcNow();
            var since = all.Since(_all);
            _points.Enqueue(new OperationPoint(
                now,
                since.Count,
                since.Errors,
                since.Percentile(.5),
                since.Percentile(.99),
                _tenants.All.ToDictionary(tenant => tenant, WrittenSince),
                GC.GetTotalMemory(forceFullCollection: false),
                Environment.WorkingSet));
            _all = all;
            if (_points.Count > Points)
            {
                _points.Dequeue();
            }

            if (++_samples % PointsPerLook == 0)
            {
                _looks.Enqueue(new Look(now, routes));
                if (_looks.Count > LooksKept)
                {
                    _looks.Dequeue();
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _timer?.Dispose();

    private long WrittenSince(Tenant tenant)
    {
        var written = tenant.Written.New;
        var since = written - _written.GetValueOrDefault(tenant);
        _written[tenant] = written;
        return since;
    }

    private sealed record Look(DateTimeOffset Time, IReadOnlyDictionary<RouteCounters, RouteFigures> Routes);
}
