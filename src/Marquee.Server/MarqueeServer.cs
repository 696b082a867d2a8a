using Marquee.Storage;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Marquee.Server;

/// <summary>Puts the HTTP service together.</summary>
public static class MarqueeServer
{
    /// <summary>Whether this build holds the console; one that was made without Node shows a page that says how to get it.</summary>
    public static bool HasConsole => ConsoleRoutes.IsBuilt;

    /// <summary>Builds the service; starting it listens, stopping it finishes the requests that run.</summary>
    /// <param name="tenants">Whose data it serves; they outlive the service.</param>
    /// <param name="configuration">Where it listens, and its limits.</param>
    /// <param name="logging">Where logs go; nowhere by default.</param>
    /// <exception cref="StoreException">An address is none, or lies beyond this machine while there is no key.</exception>
    public static WebApplication Build(TenantSet tenants, ServeConfiguration configuration, Action<ILoggingBuilder>? logging = null)
    {
        var addresses = configuration.Urls.Select(ListenAddress.Parse).ToArray();
        var isLocal = addresses.All(address => address.IsLoopback);
        if (!isLocal && !tenants.All.Any(tenant => tenant.HasKeys))
        {
            throw new StoreException(
                $"There is no API key, so nobody beyond this machine may be let in, and {string.Join(", ", configuration.Urls)} would do that. "
                + "Make a key: marquee keys add NAME. Or listen on http://localhost:8710.");
        }

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { EnvironmentName = Environments.Production });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => Limit(options, configuration, addresses));
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(30));
        builder.Logging.SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning);
        logging?.Invoke(builder.Logging);
        if (configuration.AllowedOrigins.Count > 0)
        {
            builder.Services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
                .WithOrigins([.. configuration.AllowedOrigins])
                .WithMethods("GET", "POST", "PUT", "PATCH", "DELETE")
                .WithHeaders("Authorization", "X-API-Key", "Content-Type", "Idempotency-Key", "If-Match", "If-None-Match")
                .WithExposedHeaders("ETag", "Retry-After")));
        }

        if (configuration.OtlpEndpoint is { } endpoint)
        {
            AddTraces(builder.Services, endpoint);
        }

        var app = builder.Build();
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(RequestTrace.SourceName);
        var gate = new RequestGate(tenants, configuration, isLocal && tenants.IsSingle, logger);
        app.Use(next => context => gate.Outside(context, next));
        if (configuration.PathBase.Length > 0)
        {
            app.UsePathBase(configuration.PathBase);
        }

        app.UseRouting();
        if (configuration.AllowedOrigins.Count > 0)
        {
            app.UseCors();
        }

        app.Use(next => context => gate.Inside(context, next));
        HealthRoutes.Map(app, app.Lifetime);
        app.MapGorse();
        UserRoutes.Map(app);
        TasteRoutes.Map(app);
        ItemRoutes.Map(app);
        ItemInsightRoutes.Map(app);
        InteractionRoutes.Map(app);
        RecordRoutes.Map(app);
        StatisticsRoutes.Map(app);
        UploadRoutes.Map(app);
        ListRoutes.Map(app);
        HomeRoutes.Map(app);
        ModelRoutes.Map(app);
        FamilyRoutes.Map(app);
        JobRoutes.Map(app);
        ServingRoutes.Map(app);
        SessionRoutes.Map(app, gate, configuration);
        KeyRoutes.Map(app, gate);
        ChangeRoutes.Map(app);
        MapRoutes.Map(app);
        AudienceRoutes.Map(app);
        OpenApiRoute.Map(app);
        var counters = CountersOf(app, gate);
        var operations = new OperationLog(() => counters.Value, tenants, tenants.All[0].Time);
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            // What holds the routes is gone before a last point could ask for them.
            _ = counters.Value;
            operations.Begin();
        });
        app.Lifetime.ApplicationStopping.Register(operations.Dispose);
        OperationRoutes.Map(app, operations);
        MetricsRoute.Map(app, () => counters.Value, app.Lifetime);
        ConsoleRoutes.Map(app, configuration);
        if (configuration.OtlpEndpoint is not null)
        {
            _ = app.Services.GetRequiredService<TracerProvider>();
        }

        app.Lifetime.ApplicationStarted.Register(() => TellStart(logger, app, tenants));
        app.Lifetime.ApplicationStopping.Register(() => ServerLog.Stopping(logger));
        return app;
    }

    /// <summary>The counters of all routes, when all are there, and of what met none.</summary>
    private static Lazy<RouteCounters[]> CountersOf(IEndpointRouteBuilder routes, RequestGate gate) =>
        new(() => [.. routes.DataSources.SelectMany(source => source.Endpoints).Select(endpoint => endpoint.Metadata.GetMetadata<RouteCounters>()).OfType<RouteCounters>().Append(gate.Unmatched)]);

    private static void Limit(KestrelServerOptions options, ServeConfiguration configuration, ListenAddress[] addresses)
    {
        options.AddServerHeader = false;
        options.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http1);
        options.Limits.MaxRequestBodySize = configuration.MaximumBodyBytes;
        options.Limits.MaxConcurrentConnections = configuration.MaximumConnections;

        // A client that sends or takes less than this holds a connection, no thread, and not for long.
        options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        options.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        options.Limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        foreach (var address in addresses)
        {
            address.Apply(options);
        }
    }

    private static void AddTraces(IServiceCollection services, string endpoint)
    {
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw new StoreException($"serve.otlpEndpoint is '{endpoint}'; an address such as http://localhost:4318/v1/traces is expected.");
        }

        services.AddSingleton(_ => Sdk.CreateTracerProviderBuilder()
            .AddSource(RequestTrace.SourceName)
            .ConfigureResource(resource => resource.AddService("marquee"))
            .AddOtlpExporter(exporter =>
            {
                exporter.Endpoint = address;
                exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
            })
            .Build()!);
    }

    private static void TellStart(ILogger logger, WebApplication app, TenantSet tenants)
    {
        foreach (var tenant in tenants.All)
        {
            ServerLog.TenantOpened(logger, tenant.Name, tenant.Engine.UserCount, tenant.Engine.Catalogue.Count, tenant.Engine.Models.Main.Label);
        }

        foreach (var url in app.Urls)
        {
            ServerLog.Listening(logger, url);
        }
    }
}
