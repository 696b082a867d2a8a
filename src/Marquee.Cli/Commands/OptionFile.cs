using System.Text.Json;
using System.Text.Json.Nodes;
using Marquee.Recommenders;

namespace Marquee.Cli.Commands;

/// <summary>Options of a model in a file, as <c>marquee tune</c> writes them.</summary>
internal static class OptionFile
{
    /// <summary>The options of a file, as after <c>--set</c>; none where there is no file.</summary>
    /// <exception cref="OptionException">The file holds no JSON object.</exception>
    public static IEnumerable<KeyValuePair<string, string>> Read(FileInfo? file)
    {
        if (file is null)
        {
            return [];
        }

        try
        {
            return JsonNode.Parse(File.ReadAllText(file.FullName), documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) is JsonObject json
                ? json.Select(entry => KeyValuePair.Create(entry.Key, entry.Value?.ToString() ?? string.Empty))
                : throw new OptionException($"{file.Name} holds no JSON object; options look like {{\"factors\": 64}}.");
        }
        catch (JsonException exception)
        {
            throw new OptionException($"{file.Name} is not JSON: {exception.Message}");
        }
    }
}
