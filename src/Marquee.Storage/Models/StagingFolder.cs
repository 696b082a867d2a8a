using System.Globalization;

namespace Marquee.Storage;

/// <summary>A folder of one's own in which something is put together or taken apart, out of everybody's sight, under a lock that dies with the process.</summary>
internal sealed class StagingFolder : IDisposable
{
    private const string Prefix = ".tmp-";
    private const string LockSuffix = ".lock";

    private readonly FileStream _lock;

    public StagingFolder(string parent)
    {
        (Path, _lock) = Claim(parent);
        Directory.CreateDirectory(Path);
    }

    /// <summary>Where it is. May be renamed away.</summary>
    public string Path { get; }

    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }

        _lock.Dispose();
    }

    /// <summary>Removes the folders whose process died.</summary>
    public static void ClearLeftovers(string parent)
    {
        foreach (var folder in Directory.GetDirectories(parent, Prefix + "*"))
        {
            try
            {
                using var held = Lock(folder, FileMode.OpenOrCreate);
                Directory.Delete(folder, recursive: true);
            }
            catch (IOException)
            {
                // Somebody is at work there, or was just as quick to clear it.
            }
        }
    }

    private static (string Path, FileStream Lock) Claim(string parent)
    {
        const int Attempts = 10_000;
        for (var number = 1; ; number++)
        {
            var path = System.IO.Path.Combine(parent, Prefix + number.ToString(CultureInfo.InvariantCulture));
            if (Directory.Exists(path))
            {
                continue;
            }

            try
            {
                return (path, Lock(path, FileMode.CreateNew));
            }
            catch (IOException) when (number < Attempts)
            {
                // Taken: the next number.
            }
        }
    }

    private static FileStream Lock(string folder, FileMode mode) =>
        new(folder + LockSuffix, mode, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
}
