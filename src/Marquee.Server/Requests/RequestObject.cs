using System.Text.Json;
using System.Text.Json.Nodes;

namespace Marquee.Server;

/// <summary>A JSON object that a request sends, read key by key. Whatever is wrong becomes a problem that names the field; so does a key that nobody asked for.</summary>
internal sealed class RequestObject
{
    private readonly JsonObject _json;
    private readonly string _path;

    private RequestObject(JsonObject json, string path) => (_json, _path) = (json, path);

    /// <summary>Reads a body.</summary>
    /// <exception cref="ProblemException">It is no JSON object.</exception>
    public static RequestObject Read(byte[] body) => new(MergePatch.Read(body), "");

    /// <summary>What a key is called in problems.</summary>
    public string Field(string name) => _path.Length == 0 ? name : $"{_path}.{name}";

    /// <summary>Refuses keys that are not among some.</summary>
    public RequestObject Only(params ReadOnlySpan<string> known)
    {
        foreach (var (name, _) in _json)
        {
            if (!known.Contains(name))
            {
                throw Refuse($"There is no field of this name here; there are: {string.Join(", ", known!)}.", name.Length <= 60 ? name : name[..60] + "...");
            }
        }

        return this;
    }

    /// <summary>Whether a key is there and not null.</summary>
    public bool Has(string name) => _json[name] is not null;

    /// <summary>A text; null where it is not given.</summary>
    public string? Text(string name) => _json[name] switch
    {
        null => null,
        JsonValue value when TextOf(value) is { Length: > 0 and <= 2000 } text => text,
        _ => throw Refuse($"'{name}' should be a text of 1 to 2000 letters.", name),
    };

    /// <summary>A text that must be there.</summary>
    public string Required(string name, string what) => Text(name) ?? throw Refuse($"'{name}' is missing: {what}.", name);

    /// <summary>One of some words.</summary>
    public string? Word(string name, params ReadOnlySpan<string> words) =>
        Text(name) is not { } text ? null : words.Contains(text) ? text : throw Refuse($"'{name}' should be one of: {string.Join(", ", words!)}.", name);

    /// <summary>A whole number.</summary>
    public int? Whole(string name, int least, int most) => _json[name] switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.Number && value.TryGetValue(out int number) && number >= least && number <= most => number,
        _ => throw Refuse($"'{name}' should be a whole number from {least} to {most}.", name),
    };

    /// <summary>A number.</summary>
    public double? Number(string name, double least, double most) => _json[name] switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.Number && value.TryGetValue(out double number) && number >= least && number <= most => number,
        _ => throw Refuse($"'{name}' should be a number from {least} to {most}.", name),
    };

    /// <summary>A seed.</summary>
    public ulong? Seed(string name) => _json[name] switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.Number && value.TryGetValue(out ulong number) => number,
        _ => throw Refuse($"'{name}' should be a whole number from 0 on.", name),
    };

    /// <summary>A truth value; false where it is not given.</summary>
    public bool Flag(string name) => _json[name] switch
    {
        null => false,
        JsonValue value when value.TryGetValue(out bool flag) => flag,
        _ => throw Refuse($"'{name}' should be true or false.", name),
    };

    /// <summary>Texts; null where they are not given.</summary>
    public string[]? Texts(string name, int most) => List(name, most)?.Select(entry =>
        entry is JsonValue value && TextOf(value) is { Length: > 0 and <= 200 } text ? text : throw Refuse($"'{name}' should be a list of texts.", name)).ToArray();

    /// <summary>Numbers; null where they are not given.</summary>
    public double[]? Numbers(string name, int most) => List(name, most)?.Select(entry =>
        entry is JsonValue value && value.GetValueKind() == JsonValueKind.Number && value.TryGetValue(out double number) ? number : throw Refuse($"'{name}' should be a list of numbers.", name)).ToArray();

    /// <summary>An object; null where it is not given.</summary>
    public RequestObject? Object(string name) => _json[name] switch
    {
        null => null,
        JsonObject json => new RequestObject(json, Field(name)),
        _ => throw Refuse($"'{name}' should be an object.", name),
    };

    /// <summary>An object that must be there, as it was sent.</summary>
    public byte[] Json(string name)
    {
        try
        {
            return _json[name] is JsonObject json ? JsonSerializer.SerializeToUtf8Bytes(json) : throw Refuse($"'{name}' should be an object.", name);
        }
        catch (InvalidOperationException)
        {
            throw Refuse("It holds a text that is not valid Unicode.", name);
        }
    }

    /// <summary>Entries of a list, each a text or an object: a text is read as an object with it under a key.</summary>
    /// <param name="name">Name of the list.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="key">What a text alone is.</param>
    public RequestObject[]? Objects(string name, int most, string key) => List(name, most)?.Select((entry, index) => Either(entry, $"{name}[{index}]", key)).ToArray();

    /// <summary>A text or an object: a text is read as an object with it under a key. Null where it is not given.</summary>
    public RequestObject? ObjectOrText(string name, string key) => _json[name] is { } node ? Either(node, name, key) : null;

    /// <summary>Keys with plain values as a command line would have them.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Assignments() => [.. _json.Select(entry => entry.Value is JsonValue value
        ? KeyValuePair.Create(entry.Key, value.GetValueKind() == JsonValueKind.String ? TextOf(value) ?? throw NotPlain(entry.Key) : value.ToJsonString())
        : throw NotPlain(entry.Key))];

    /// <summary>A problem with a key.</summary>
    public ProblemException Refuse(string detail, string name) => new(Problem.BadRequest(detail, Field(name)));

    /// <summary>A problem with the object itself.</summary>
    public ProblemException Refuse(string detail) => new(Problem.BadRequest(detail, _path.Length == 0 ? null : _path));

    private JsonArray? List(string name, int most) => _json[name] switch
    {
        null => null,
        JsonArray list when list.Count <= most => list,
        _ => throw Refuse($"'{name}' should be a list of at most {most}.", name),
    };

    private RequestObject Either(JsonNode? node, string name, string key) => node switch
    {
        JsonObject json => new RequestObject(json, Field(name)),
        JsonValue value when TextOf(value) is { Length: > 0 and <= 200 } text => new RequestObject(new JsonObject { [key] = text }, Field(name)),
        _ => throw Refuse($"'{name}' should be a text or an object.", name),
    };

    private ProblemException NotPlain(string name) => Refuse("A text, a number, true or false should stand here.", name.Length <= 60 ? name : name[..60] + "...");

    /// <summary>Null for what is no text, or none that is valid Unicode.</summary>
    private static string? TextOf(JsonValue value)
    {
        try
        {
            return value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
