namespace Marquee.Storage;

/// <summary>A file that one process at a time has open: a lock that dies with its process.</summary>
internal static class ExclusiveFile
{
    private const int WindowsSharingViolation = unchecked((int)0x80070020);
    private const int LinuxWouldBlock = 11;
    private const int MacWouldBlock = 35;

    /// <summary>Opens the file, or makes it; it goes when it is closed.</summary>
    /// <returns>Nothing where another process has it open.</returns>
    /// <exception cref="IOException">The file cannot be made, such as on a full disk.</exception>
    public static FileStream? TryOpen(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (IOException exception) when (exception.HResult is WindowsSharingViolation or LinuxWouldBlock or MacWouldBlock)
        {
            return null;
        }
    }
}
