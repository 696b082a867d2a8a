namespace Marquee.Media.Tests;

/// <summary>Programs that some tests need and not every machine has.</summary>
internal static class Programs
{
    /// <summary>Whether PATH finds a program.</summary>
    public static bool Has(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, name)));
}
