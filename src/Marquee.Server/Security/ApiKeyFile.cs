using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Marquee.Storage;

namespace Marquee.Server;

/// <summary>The keys of a workspace, in its file <c>keys.json</c>. A running service sees a change within a second.</summary>
/// <param name="path">The file; it need not be there.</param>
public sealed class ApiKeyFile(string path)
{
    /// <summary>Name of the file in a workspace.</summary>
    public const string FileName = "keys.json";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Where it is.</summary>
    public string Path => path;

    /// <summary>The keys, in the order in which they were made; none where there is no file.</summary>
    /// <exception cref="StoreException">The file is damaged.</exception>
    public IReadOnlyList<ApiKey> Read()
    {
        if (!File.Exists(path))
        {
            return [];
        }

        try
        {
            return [.. JsonNode.Parse(File.ReadAllText(path))!["keys"]!.AsArray().Select(key => FromJson(key!.AsObject()))];
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException or NullReferenceException or ArgumentException)
        {
            throw new StoreException($"{path} is damaged: it should hold {{\"keys\": [...]}} as 'marquee keys' writes it. Correct it, or delete it and make new keys.", exception);
        }
    }

    /// <summary>Makes a key.</summary>
    /// <param name="name">A name that no other key has: lower-case letters, digits and hyphens.</param>
    /// <param name="scopes">What it may do.</param>
    /// <param name="now">The moment.</param>
    /// <param name="expires">From when on it is worth nothing; null for never.</param>
    /// <returns>The key itself, which is kept nowhere.</returns>
    /// <exception cref="StoreException">There is a key of that name, or the name is none.</exception>
    public string Add(string name, Scopes scopes, DateTimeOffset now, DateTimeOffset? expires = null)
    {
        if (!ModelRegistry.IsName(name))
        {
            throw new StoreException($"A key cannot be named '{name}': lower-case letters, digits and hyphens make a name.");
        }

        var keys = Read();
        if (keys.Any(key => key.Name == name))
        {
            throw new StoreException($"There already is a key '{name}'; give the new one another name, and revoke the old one when nobody uses it any more.");
        }

        var secret = ApiKey.NewSecret();
        Write([.. keys, new ApiKey(name, ApiKey.HashOf(secret), scopes, now, expires)]);
        return secret;
    }

    /// <summary>Makes a key worth nothing.</summary>
    /// <returns>Whether there was one of that name.</returns>
    public bool Revoke(string name)
    {
        var keys = Read();
        var left = keys.Where(key => key.Name != name).ToArray();
        if (left.Length < keys.Count)
        {
            Write(left);
        }

        return left.Length < keys.Count;
    }

    private void Write(IReadOnlyList<ApiKey> keys)
    {
        var json = new JsonObject { ["keys"] = new JsonArray([.. keys.Select(ToJson)]) };
        var unfinished = path + ".tmp";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var stream = new FileStream(unfinished, options))
        {
            JsonSerializer.Serialize(stream, json, Indented);
            stream.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path, overwrite: true);
    }

    private static ApiKey FromJson(JsonObject key)
    {
        var hash = (string)key["hash"]!;
        return Convert.FromHexString(hash).Length != 32
            ? throw new FormatException("The hash of a key has 64 hexadecimal digits.")
            : new ApiKey(
                (string)key["name"]!,
                hash,
                key["scopes"]!.AsArray().Aggregate(Scopes.None, (scopes, scope) => scopes | Enum.Parse<Scopes>((string)scope!, ignoreCase: true)),
                Moment(key["created"]!),
                key["expires"] is { } expires ? Moment(expires) : null);
    }

    private static JsonNode ToJson(ApiKey key)
    {
        var json = new JsonObject
        {
            ["name"] = key.Name,
            ["hash"] = key.Hash,
            ["scopes"] = new JsonArray([.. Words(key.Scopes).Select(word => (JsonNode)word)]),
            ["created"] = key.Created.ToString("O"),
        };
        if (key.Expires is { } expires)
        {
            json["expires"] = expires.ToString("O");
        }

        return json;
    }

    /// <summary>Scopes as words.</summary>
    public static IEnumerable<string> Words(Scopes scopes) =>
        new[] { Scopes.Read, Scopes.Write, Scopes.Admin }.Where(scope => scopes.HasFlag(scope)).Select(scope => scope.ToString().ToLowerInvariant());

    private static DateTimeOffset Moment(JsonNode text) => DateTimeOffset.Parse((string)text!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
