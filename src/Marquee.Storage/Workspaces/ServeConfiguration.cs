using Marquee.Data;

namespace Marquee.Storage;

/// <summary>How a workspace is served: the section <c>serve</c> of <c>marquee.json</c>.</summary>
public sealed record ServeConfiguration
{
    /// <summary>Where to listen. Default <c>http://localhost:8710</c>.</summary>
    public ValueList<string> Urls { get; init; } = ["http://localhost:8710"];

    /// <summary>The model that answers where a request names none; null (the default) for the one that was published last.</summary>
    public string? Model { get; init; }

    /// <summary>What to train while serving, each a family and options such as <c>als factors=64</c>. Default nothing.</summary>
    public ValueList<string> TrainModels { get; init; } = [];

    /// <summary>How often to train; null for not by the clock. Default once a day.</summary>
    public TimeSpan? TrainEvery { get; init; } = TimeSpan.FromDays(1);

    /// <summary>After how many new interactions to train; null (the default) for not by their number.</summary>
    public int? TrainAfterEvents { get; init; }

    /// <summary>Largest body of a request in bytes, from 1,024 on. Default 1 MiB.</summary>
    public long MaximumBodyBytes { get; init; } = 1 << 20;

    /// <summary>Largest body of a request that brings records in bulk, in bytes, from 1,024 on. Default 100 MiB.</summary>
    public long MaximumBulkBytes { get; init; } = 100 << 20;

    /// <summary>Most connections at once, at least 1. Default 15,000.</summary>
    public int MaximumConnections { get; init; } = 15_000;

    /// <summary>Requests a second of one key, over time; 0 (the default) for any number.</summary>
    public float RequestsPerSecond { get; init; }

    /// <summary>How many requests a key may make at once after a rest; 0 (the default) for as many as in a second.</summary>
    public int Burst { get; init; }

    /// <summary>After how long a request that waits for the store gives up. Default 30 seconds.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>After how many days the log of served lists is deleted, file by file; 0 keeps all. Default 90.</summary>
    public int ServedDays { get; init; } = 90;

    /// <summary>Origins of web pages that may call the service, such as <c>https://www.example.org</c>. Default none.</summary>
    public ValueList<string> AllowedOrigins { get; init; } = [];

    /// <summary>The path under which the service is reached, such as <c>/marquee</c>, where a proxy in front passes the path on as it is; empty (the default) for none.</summary>
    public string PathBase { get; init; } = "";

    /// <summary>Origins from which the console may show pictures that items name, such as <c>https://images.example.org</c>. Default none.</summary>
    public ValueList<string> ImageOrigins { get; init; } = [];

    /// <summary>Where traces go (OTLP over HTTP); null (the default) for nowhere.</summary>
    public string? OtlpEndpoint { get; init; }

    internal static ServeConfiguration Read(ConfigurationSection section)
    {
        var defaults = new ServeConfiguration();
        var configuration = new ServeConfiguration
        {
            Urls = section.Texts("urls") ?? defaults.Urls,
            Model = section.Text("model"),
            TrainModels = section.Texts("trainModels") ?? defaults.TrainModels,
            TrainEvery = section.Number("trainEvery", least: 0, most: 10_000) is { } hours ? hours > 0 ? TimeSpan.FromHours(hours) : null : defaults.TrainEvery,
            TrainAfterEvents = (int?)section.Whole("trainAfterEvents", int.MaxValue) is > 0 and var events ? events : null,
            MaximumBodyBytes = (long)(section.Whole("maximumBodyBytes", long.MaxValue, least: 1024) ?? (ulong)defaults.MaximumBodyBytes),
            MaximumBulkBytes = (long)(section.Whole("maximumBulkBytes", long.MaxValue, least: 1024) ?? (ulong)defaults.MaximumBulkBytes),
            MaximumConnections = (int)(section.Whole("maximumConnections", int.MaxValue, least: 1) ?? (ulong)defaults.MaximumConnections),
            RequestsPerSecond = section.Number("requestsPerSecond", least: 0) ?? defaults.RequestsPerSecond,
            Burst = (int)(section.Whole("burst", int.MaxValue) ?? (ulong)defaults.Burst),
            RequestTimeout = section.Number("requestTimeout", least: 0.1f, most: 3600) is { } seconds ? TimeSpan.FromSeconds(seconds) : defaults.RequestTimeout,
            ServedDays = (int)(section.Whole("servedDays", 36_500) ?? (ulong)defaults.ServedDays),
            AllowedOrigins = section.Texts("allowedOrigins") ?? defaults.AllowedOrigins,
            PathBase = ReadPathBase(section),
            ImageOrigins = ReadImageOrigins(section),
            OtlpEndpoint = section.Text("otlpEndpoint"),
        };
        section.RefuseOtherKeys();
        return configuration;
    }

    private static string ReadPathBase(ConfigurationSection section)
    {
        var path = section.Text("pathBase") ?? "";
        return path.Length == 0 || (path[0] == '/' && path[1..].Split('/').All(part => part.Any(char.IsAsciiLetterOrDigit) && part.All(letter => char.IsAsciiLetterOrDigit(letter) || "-_.~".Contains(letter))))
            ? path
            : throw new StoreException($"serve.pathBase is '{path}'; a path such as /marquee is expected: a slash before each part and none at the end, of letters, digits and - _ . ~.");
    }

    private static ValueList<string> ReadImageOrigins(ConfigurationSection section)
    {
        var origins = section.Texts("imageOrigins") ?? [];
        foreach (var origin in origins)
        {
            if (!Uri.TryCreate(origin, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || !origin.All(char.IsAscii) || address.GetLeftPart(UriPartial.Authority) != origin)
            {
                throw new StoreException($"serve.imageOrigins names '{origin}'; an origin such as https://images.example.org is expected: no path, and no slash at the end.");
            }
        }

        return origins;
    }
}
