namespace Marquee.Cli;

/// <summary>Numbers of bytes for a person.</summary>
internal static class ByteText
{
    /// <summary>Two digits or more, such as <c>4.9 MB</c> and <c>262 MB</c>; a megabyte is a million bytes.</summary>
    public static string Of(long bytes) => bytes switch
    {
        < 1_000 => $"{bytes} B",
        < 1_000_000 => Of(bytes / 1e3, "kB"),
        < 1_000_000_000 => Of(bytes / 1e6, "MB"),
        _ => Of(bytes / 1e9, "GB"),
    };

    private static string Of(double number, string unit) => number < 9.95 ? $"{number:0.0} {unit}" : $"{number:0} {unit}";
}
