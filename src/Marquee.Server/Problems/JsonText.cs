using System.Text.Encodings.Web;
using System.Text.Json;

namespace Marquee.Server;

/// <summary>How JSON is written: letters of every alphabet as they are.</summary>
internal static class JsonText
{
    public const string ContentType = "application/json; charset=utf-8";

    public const string LinesType = "application/x-ndjson";

    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
}
