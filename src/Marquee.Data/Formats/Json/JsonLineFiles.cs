using System.Text;
using System.Text.Json;

namespace Marquee.Data;

/// <summary>Files of JSON lines: how they are told apart and read.</summary>
internal static class JsonLineFiles
{
    private const string Extension = ".jsonl";

    /// <summary>The files of JSON lines in a folder, by name; or the file itself.</summary>
    public static IReadOnlyList<string> Find(string path) => Directory.Exists(path)
        ? [.. DatasetFiles.In(path).Where(file => DatasetFiles.Extension(file) == Extension)]
        : [path];

    /// <summary>The keys of the first object of a file with their values where they are text; nothing where it does not start with an object.</summary>
    public static IReadOnlyDictionary<string, string?> FirstKeys(string path)
    {
        var keys = new Dictionary<string, string?>();
        var reader = new Utf8JsonReader(Encoding.Latin1.GetBytes(TextHead.FirstLine(path)), isFinalBlock: false, state: default);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return keys;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var key = reader.GetString()!;
                keys[key] = null;
                if (!reader.Read() || !reader.TrySkip())
                {
                    break;
                }

                keys[key] = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Whoever reads the file says what is wrong with it; here it is enough to know how it starts.
        }

        return keys;
    }
}
