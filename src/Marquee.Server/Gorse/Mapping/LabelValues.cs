using System.Text.Json;

namespace Marquee.Server;

/// <summary>
/// Gorse's labels taken apart as an import of the <c>gorse</c> format does it: texts in lists are labels, single values are attributes, lists of numbers are dense vectors, and an
/// object lends its name to its keys, with a dot behind.
/// </summary>
internal sealed class LabelValues
{
    private readonly Dictionary<string, string> _attributes = [];
    private readonly Dictionary<string, float[]> _vectors = [];
    private readonly Dictionary<string, List<string>> _lists = [];

    private LabelValues()
    {
    }

    /// <summary>The single values.</summary>
    public IReadOnlyDictionary<string, string> Attributes => _attributes;

    /// <summary>The lists of numbers.</summary>
    public IReadOnlyDictionary<string, float[]> Vectors => _vectors;

    /// <summary>All texts that stood in lists.</summary>
    public IEnumerable<string> Texts => _lists.Values.SelectMany(texts => texts);

    /// <summary>The single values, and each list with bars between its texts: what a user, who has no labels, keeps. A list without a name is called <c>labels</c>.</summary>
    public IEnumerable<KeyValuePair<string, string>> UserAttributes
    {
        get
        {
            var all = new Dictionary<string, string>(_attributes);
            foreach (var (name, texts) in _lists)
            {
                all[name.Length == 0 ? "labels" : name] = string.Join('|', texts);
            }

            return all;
        }
    }

    /// <summary>Takes labels apart.</summary>
    /// <param name="labels">The labels; none for none.</param>
    /// <exception cref="ProblemException">Gorse does not take such labels either.</exception>
    public static LabelValues Of(JsonElement? labels)
    {
        var values = new LabelValues();
        if (labels is { } value)
        {
            try
            {
                values.Read(value, "");
            }
            catch (InvalidOperationException)
            {
                throw GorseProblem.BadRequest("labels hold half of a surrogate pair; any other Unicode text would do");
            }
        }

        return values;
    }

    private void Read(JsonElement value, string name)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Null:
                break;
            case JsonValueKind.String:
                _attributes[Named(name, "label")] = value.GetString()!;
                break;
            case JsonValueKind.Number:
                _attributes[Named(name, "label")] = value.GetRawText();
                break;
            case JsonValueKind.Array:
                ReadList(value, name);
                break;
            case JsonValueKind.Object:
                foreach (var entry in value.EnumerateObject())
                {
                    Read(entry.Value, name.Length == 0 ? entry.Name : $"{name}.{entry.Name}");
                }

                break;
            default:
                throw GorseProblem.BadRequest($"unsupported type in labels: {(value.ValueKind is JsonValueKind.True or JsonValueKind.False ? "bool" : value.ValueKind)}");
        }
    }

    private void ReadList(JsonElement list, string name)
    {
        var kinds = list.EnumerateArray().Select(element => element.ValueKind).Distinct().ToList();
        if (kinds is [JsonValueKind.String])
        {
            _lists[name] = [.. list.EnumerateArray().Select(element => element.GetString()!)];
        }
        else if (kinds is [JsonValueKind.Number])
        {
            var numbers = list.EnumerateArray().Select(element => (float)element.GetDouble()).ToArray();
            _vectors[Named(name, "labels")] = Array.TrueForAll(numbers, float.IsFinite)
                ? numbers
                : throw GorseProblem.BadRequest($"labels hold a number that is too large: {list.GetRawText()}");
        }
        else if (kinds.Count > 0)
        {
            throw GorseProblem.BadRequest($"unsupported labels: {list.GetRawText()}");
        }
    }

    private static string Named(string name, string otherwise) => name.Length == 0 ? otherwise : name;
}
