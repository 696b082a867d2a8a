using Marquee.Live;
using Marquee.Recommenders;
using Marquee.Storage;

namespace Marquee.Server;

/// <summary>Which model a job is about: a family with options, or those of a published version.</summary>
/// <param name="Setup">Family and options.</param>
/// <param name="Published">The version that they were taken from; null where a family was named.</param>
internal sealed record ModelChoice(ModelSetup Setup, PublishedModel? Published)
{
    /// <summary>Whether the options are those of the published version, which is then part of the label: <c>ease/3</c>.</summary>
    public bool IsAsPublished { get; private init; }

    /// <summary>The keys of a choice.</summary>
    public static readonly string[] Keys = ["model", "version", "options"];

    /// <summary>Reads a choice.</summary>
    /// <param name="request">Where <c>model</c>, <c>version</c> and <c>options</c> stand.</param>
    /// <param name="tenant">Whose models they are.</param>
    /// <exception cref="ProblemException">There is no such model, version or option.</exception>
    public static ModelChoice Read(RequestObject request, Tenant tenant)
    {
        var name = request.Required("model", "the name of a family, such as ease, or of a published model");
        var version = request.Whole("version", 1, int.MaxValue);
        var options = request.Object("options")?.Assignments() ?? [];
        var family = ModelCatalogue.All.FirstOrDefault(family => family.Name == name);
        if (family is not null && version is null)
        {
            return new ModelChoice(new ModelSetup(family, Parse(request, family, options)), null);
        }

        var versions = ModelRegistry.IsName(name) ? tenant.Engine.PublishedModels.Where(model => model.Name == name).ToArray() : [];
        if (versions.Length == 0)
        {
            throw request.Refuse(
                $"There is no {(family is null ? "family or " : "")}published model of this name; families are {string.Join(", ", ModelCatalogue.All.Select(one => one.Name))}; "
                + $"published are {(tenant.Engine.PublishedModels is { Count: > 0 } published ? string.Join(", ", published.Select(model => model.Name).Distinct()) : "none")}.",
                "model");
        }

        var wanted = version ?? tenant.Engine.Models.Find(name)?.Version ?? versions[^1].Version;
        var found = versions.FirstOrDefault(model => model.Version == wanted)
            ?? throw request.Refuse($"There is no version {wanted} of this model; there are: {string.Join(", ", versions.Select(model => model.Version))}.", "version");
        family = ModelCatalogue.All.FirstOrDefault(one => one.Name == found.Family);
        if (family is null || found.Options is null)
        {
            throw request.Refuse($"What {name}/{wanted} was made of cannot be read: it is damaged, or of a family that this program does not have.", "version");
        }

        var own = found.Options.Select(option => KeyValuePair.Create(option.Key, option.Value?.ToString() ?? ""));
        var setup = new ModelSetup(family, Parse(request, family, [.. own, .. options]));

        // With other options it is another model.
        return new ModelChoice(options.Count == 0 ? setup with { Label = $"{name}/{wanted}" } : setup, found) { IsAsPublished = options.Count == 0 };
    }

    private static ModelOptions Parse(RequestObject request, ModelFamily family, IReadOnlyList<KeyValuePair<string, string>> options)
    {
        try
        {
            return family.Options.Parse(options);
        }
        catch (OptionException exception)
        {
            throw request.Refuse(exception.Message, "options");
        }
    }
}
