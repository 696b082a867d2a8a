using System.Text.Json;
using Marquee.Data;

namespace Marquee.Storage;

/// <summary>What <c>marquee.json</c> says. Every key has a default and is described in <c>docs/configuration.md</c>; unknown keys are refused.</summary>
public sealed record WorkspaceConfiguration
{
    /// <summary>Where users, items and interactions are kept: <c>KIND:REST</c>. Default <c>sqlite:marquee.db</c>, a file in the workspace.</summary>
    public string Store { get; init; } = "sqlite:marquee.db";

    /// <summary>Seed of all chance where a command is given no other. Default 42.</summary>
    public ulong Seed { get; init; } = 42;

    /// <summary>Most threads at once; 0, the default, means one a processor.</summary>
    public int MaxDegreeOfParallelism { get; init; }

    /// <summary>How kinds of interaction become weights. Default <see cref="InteractionWeighting.Default"/>; kinds that the file lists replace or join those of the default.</summary>
    public InteractionWeighting Weighting { get; init; } = InteractionWeighting.Default;

    /// <summary>How <c>marquee serve</c> serves the workspace.</summary>
    public ServeConfiguration Serve { get; init; } = new();

    /// <summary>Reads JSON, in which comments and trailing commas are allowed.</summary>
    /// <param name="json">The text.</param>
    /// <param name="path">Where it comes from, for messages.</param>
    /// <exception cref="StoreException">The text is no JSON, has an unknown key, or a value outside its range.</exception>
    public static WorkspaceConfiguration Parse(string json, string path)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions
            {
                CommentHandling = JsonCommentHandling.Skip,
                AllowTrailingCommas = true,
                AllowDuplicateProperties = false,
            });
            var section = new ConfigurationSection(document.RootElement, path);
            var defaults = new WorkspaceConfiguration();
            var configuration = new WorkspaceConfiguration
            {
                Store = section.Text("store") ?? defaults.Store,
                Seed = section.Whole("seed") ?? defaults.Seed,
                MaxDegreeOfParallelism = (int)(section.Whole("maxDegreeOfParallelism", most: int.MaxValue) ?? 0),
                Weighting = section.Section("weighting") is { } weighting ? ReadWeighting(weighting) : defaults.Weighting,
                Serve = section.Section("serve") is { } serve ? ServeConfiguration.Read(serve) : defaults.Serve,
            };
            section.RefuseOtherKeys();
            return configuration;
        }
        catch (JsonException exception)
        {
            throw new StoreException($"{path}:{exception.LineNumber + 1}: this is not JSON: {exception.Message}", exception);
        }
    }

    private static InteractionWeighting ReadWeighting(ConfigurationSection section)
    {
        var defaults = InteractionWeighting.Default;
        var kinds = new Dictionary<string, KindWeight>(defaults.Kinds, StringComparer.Ordinal);
        if (section.Section("kinds") is { } listed)
        {
            foreach (var kind in listed.Keys)
            {
                kinds[kind] = ReadKind(listed.Section(kind)!);
            }
        }

        var weighting = new InteractionWeighting
        {
            Kinds = kinds,
            Other = section.Section("other") is { } other ? ReadKind(other) : defaults.Other,
            Binary = section.Flag("binary") ?? defaults.Binary,
        };
        section.RefuseOtherKeys();
        return weighting;
    }

    private static KindWeight ReadKind(ConfigurationSection section)
    {
        var defaults = new KindWeight();
        var kind = new KindWeight
        {
            Weight = section.Number("weight") ?? defaults.Weight,
            Scale = section.Choice<WeightScale>("scale") ?? defaults.Scale,
            MinimumValue = section.Number("minimumValue"),
            MinimumProgress = section.Number("minimumProgress", least: 0, most: 1),
        };
        section.RefuseOtherKeys();
        return kind;
    }
}
