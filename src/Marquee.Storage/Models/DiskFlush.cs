using System.Runtime.InteropServices;

namespace Marquee.Storage;

/// <summary>Makes a rename survive a power cut.</summary>
internal static partial class DiskFlush
{
    /// <summary>Flushes the entries of a folder. .NET opens no folders, so this asks the system itself; Windows keeps folders in its own journal.</summary>
    public static void Directory(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = Open(path, 0);
        if (descriptor < 0)
        {
            throw new IOException($"{path} cannot be opened to be flushed: {Marshal.GetLastPInvokeErrorMessage()}");
        }

        try
        {
            // Some network file systems cannot do it and say so; the rename itself was done.
            _ = Flush(descriptor);
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Flush(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
