using System.Text.Json;
using Marquee.Data;

namespace Marquee.Storage;

/// <summary>An object of the configuration, which remembers what it was asked for and so knows which keys nobody knows.</summary>
internal sealed class ConfigurationSection
{
    private readonly JsonElement _element;
    private readonly string _file;
    private readonly string _prefix;
    private readonly List<string> _known = [];

    public ConfigurationSection(JsonElement element, string file)
        : this(element, file, "")
    {
    }

    private ConfigurationSection(JsonElement element, string file, string prefix)
    {
        _element = element;
        _file = file;
        _prefix = prefix;
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new StoreException(prefix.Length == 0
                ? $"{file}: the configuration should be an object: {{ \"key\": value, ... }}."
                : $"{file}: '{prefix.TrimEnd('.')}' should be an object.");
        }
    }

    public IEnumerable<string> Keys => _element.EnumerateObject().Select(property => property.Name);

    public string? Text(string key) =>
        Find(key) is not { ValueKind: not JsonValueKind.Null } value ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : throw Refuse(key, value, "a text");

    public ValueList<string>? Texts(string key) =>
        Find(key) is not { } value ? null
        : value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(one => one.ValueKind == JsonValueKind.String) ? value.EnumerateArray().Select(one => one.GetString()!).ToValueList()
        : throw Refuse(key, value, "a list of texts");

    public bool? Flag(string key) =>
        Find(key) is not { } value ? null
        : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean()
        : throw Refuse(key, value, "true or false");

    public ulong? Whole(string key, ulong most = ulong.MaxValue, ulong least = 0) =>
        Find(key) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetUInt64(out var number) && number >= least && number <= most ? number
        : throw Refuse(key, value, $"a whole number from {least} to {most}");

    public float? Number(string key, float least = float.MinValue, float most = float.MaxValue) =>
        Find(key) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetSingle(out var number) && number >= least && number <= most ? number
        : throw Refuse(key, value, least == float.MinValue ? "a number" : $"a number from {least} to {most}");

    public T? Choice<T>(string key)
        where T : struct, Enum
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        var names = Array.ConvertAll(Enum.GetNames<T>(), JsonNamingPolicy.CamelCase.ConvertName);
        return Array.IndexOf(names, text) is >= 0 and var at
            ? Enum.GetValues<T>()[at]
            : throw new StoreException($"{_file}: '{_prefix}{key}' is '{text}'; it should be one of {string.Join(", ", names)}.");
    }

    public ConfigurationSection? Section(string key) =>
        Find(key) is { } value ? new ConfigurationSection(value, _file, $"{_prefix}{key}.") : null;

    /// <exception cref="StoreException">There is a key that nobody asked for.</exception>
    public void RefuseOtherKeys()
    {
        if (Keys.FirstOrDefault(key => !_known.Contains(key)) is { } unknown)
        {
            throw new StoreException($"{_file}: there is no key '{_prefix}{unknown}'; the keys here are {string.Join(", ", _known)}.");
        }
    }

    private JsonElement? Find(string key)
    {
        _known.Add(key);
        return _element.TryGetProperty(key, out var value) ? value : null;
    }

    private StoreException Refuse(string key, JsonElement value, string right) =>
        new($"{_file}: '{_prefix}{key}' is {value.GetRawText()}; it should be {right}.");
}
