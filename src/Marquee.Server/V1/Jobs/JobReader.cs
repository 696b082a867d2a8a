using Marquee.Live;
using Marquee.Storage;

namespace Marquee.Server;

/// <summary>Makes work of what a request asks for. One line here makes a type of job known to the API.</summary>
internal static class JobReader
{
    private const int LongestName = 60;

    private static readonly (string Type, Func<RequestObject, Tenant, IJobWork> Read)[] Types =
    [
        ("train", Train),
    ];

    /// <summary>Reads a job.</summary>
    /// <exception cref="ProblemException">Something in it is wrong; the problem names the field.</exception>
    public static IJobWork Read(RequestObject request, Tenant tenant)
    {
        var type = request.Required("type", $"one of {string.Join(", ", Types.Select(known => known.Type))}");
        return Array.Find(Types, known => known.Type == type) is { Read: { } read }
            ? read(request, tenant)
            : throw request.Refuse($"There is no job of this type; there are: {string.Join(", ", Types.Select(known => known.Type))}.", "type");
    }

    private static IJobWork Train(RequestObject request, Tenant tenant)
    {
        request.Only(["type", .. ModelChoice.Keys, "name", "publish"]);
        var choice = ModelChoice.Read(request, tenant);
        var name = request.Text("name") ?? choice.Published?.Name ?? choice.Setup.Family.Name;
        if (name.Length > LongestName || !ModelRegistry.IsName(name))
        {
            throw request.Refuse($"'name' should have 1 to {LongestName} lower-case letters, digits and hyphens.", "name");
        }

        var hold = request.Word("publish", "if-better", "hold") == "hold";
        return tenant.Trainer.Work(choice.Setup with { Label = name == choice.Setup.Family.Name ? null : name }, hold);
    }
}
