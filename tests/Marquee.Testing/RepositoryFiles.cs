namespace Marquee.Testing;

/// <summary>Finds the files of the repository that the tests were built from, such as its documentation.</summary>
public static class RepositoryFiles
{
    /// <summary>The full path of a file or folder of the repository.</summary>
    public static string PathOf(string relative)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Marquee.slnx")))
            {
                return Path.Combine(folder.FullName, relative);
            }
        }

        throw new DirectoryNotFoundException($"No folder above '{AppContext.BaseDirectory}' holds Marquee.slnx.");
    }
}
