using System.Text.Encodings.Web;
using System.Text.Json;

namespace Marquee.Cli;

/// <summary>How JSON is written for other programs.</summary>
internal static class JsonOutput
{
    /// <summary>Indented, with letters of every language as they are.</summary>
    public static JsonSerializerOptions Indented { get; } = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    };

    /// <summary>On one line, with letters of every language as they are.</summary>
    public static JsonSerializerOptions Compact { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
