namespace Marquee.Media.Tests;

/// <summary>Small files beside the tests, made for them.</summary>
internal static class Files
{
    /// <summary>The bytes of a file in the folder <c>Files</c> of a folder of tests.</summary>
    public static byte[] Read(string folder, string name) => File.ReadAllBytes(PathOf(folder, name));

    /// <summary>Where it lies.</summary>
    public static string PathOf(string folder, string name) => Path.Combine(AppContext.BaseDirectory, folder, "Files", name);
}
