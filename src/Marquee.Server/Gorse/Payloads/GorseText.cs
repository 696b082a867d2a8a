using System.Text.Encodings.Web;
using System.Text.Json;

namespace Marquee.Server;

/// <summary>Gorse's JSON as it is written: letters of every alphabet as they are.</summary>
internal static class GorseText
{
    /// <summary>Reads and writes it.</summary>
    public static GorseJson Json { get; } = new(new JsonSerializerOptions(GorseJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
