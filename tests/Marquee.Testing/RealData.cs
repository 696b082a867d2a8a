using Xunit;

namespace Marquee.Testing;

/// <summary>
/// Finds the public data sets that some tests need. They lie outside the repository: in the folder that the environment variable
/// <c>MARQUEE_DATA</c> names, else in <c>shared/data</c> beside the repository.
/// </summary>
public static class RealData
{
    /// <summary>The folder of a data set; skips the running test, with the reason, where it is not on this machine.</summary>
    public static string Folder(string name)
    {
        var roots = Environment.GetEnvironmentVariable("MARQUEE_DATA") is { Length: > 0 } named
            ? [named]
            : Ancestors(AppContext.BaseDirectory).Select(folder => Path.Combine(folder, "shared", "data"));
        var found = roots.Select(root => Path.Combine(root, name)).FirstOrDefault(Directory.Exists);
        Assert.SkipWhen(found is null, $"The data set '{name}' is not on this machine; set MARQUEE_DATA to the folder that holds it.");
        return found!;
    }

    private static IEnumerable<string> Ancestors(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            yield return at.FullName;
        }
    }
}
