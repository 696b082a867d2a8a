using System.Text.Json;

namespace Marquee.Data;

/// <summary>
/// What Gorse keeps under <c>Labels</c>: a list of texts, or an object whose values may be anything. Texts in lists are labels; a single text, number or truth value is an
/// attribute; a list of numbers is a dense vector; an object inside an object lends its name to its keys, with a dot behind.
/// </summary>
internal sealed class GorseLabels
{
    private readonly Dictionary<string, string> _attributes = [];
    private readonly Dictionary<string, float[]> _vectors = [];
    private readonly Dictionary<string, List<string>> _lists = [];

    /// <summary>All texts that stood in lists.</summary>
    public IEnumerable<string> Texts => _lists.Values.SelectMany(texts => texts);

    /// <summary>Reads the current value of a line.</summary>
    public void Read(ref JsonLine line) => ReadValue(ref line, "");

    /// <summary>The single values.</summary>
    public AttributeMap Attributes() => _attributes.Count == 0 ? AttributeMap.Empty : new AttributeMap(_attributes);

    /// <summary>The dense vectors.</summary>
    public FeatureMap Features() => _vectors.Count == 0
        ? FeatureMap.Empty
        : new FeatureMap(_vectors.Select(entry => KeyValuePair.Create(entry.Key, (ReadOnlyMemory<float>)entry.Value)));

    /// <summary>Everything as attributes of a user, who has no labels: lists with bars between their values, under <c>labels</c> where they have no name.</summary>
    public AttributeMap UserAttributes(string? comment)
    {
        var all = new Dictionary<string, string>(_attributes);
        foreach (var (name, texts) in _lists)
        {
            all[name.Length == 0 ? "labels" : name] = string.Join('|', texts);
        }

        if (comment is not null)
        {
            all["comment"] = comment;
        }

        return all.Count == 0 ? AttributeMap.Empty : new AttributeMap(all);
    }

    private void ReadValue(ref JsonLine line, string name)
    {
        switch (line.Kind)
        {
            case JsonTokenType.StartObject:
                while (line.Next())
                {
                    ReadValue(ref line, name.Length == 0 ? line.Key : $"{name}.{line.Key}");
                }

                break;
            case JsonTokenType.StartArray:
                ReadList(ref line, name);
                break;
            default:
                _attributes[name.Length == 0 ? "label" : name] = line.Scalar();
                break;
        }
    }

    private void ReadList(ref JsonLine line, string name)
    {
        var texts = new List<string>();
        var numbers = new List<float>();
        while (line.NextElement())
        {
            if (line.Kind == JsonTokenType.Number)
            {
                numbers.Add(line.Number());
            }
            else
            {
                texts.Add(line.Text());
            }
        }

        if (texts.Count > 0)
        {
            _lists[name] = texts;
        }

        if (numbers.Count > 0)
        {
            _vectors[name.Length == 0 ? "labels" : name] = [.. numbers];
        }
    }
}
