using System.IO.MemoryMappedFiles;

namespace Marquee.Data;

/// <summary>A whole file mapped into memory, privately, until some time after the last reference to it went.</summary>
internal sealed class MappedFile
{
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    private readonly MemoryMappedViewAccessor _view;

    /// <summary>Maps a file, which must not be empty.</summary>
    public unsafe MappedFile(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        using var mapping = MemoryMappedFile.CreateFromFile(
            file, null, 0, MemoryMappedFileAccess.CopyOnWrite, HandleInheritability.None, leaveOpen: true);
        Length = file.Length;
        _view = mapping.CreateViewAccessor(0, Length, MemoryMappedFileAccess.CopyOnWrite);
        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        Start = (nint)start;
    }

    /// <summary>A span does not keep the owner of its memory alive, and a model that was swapped out may still be computing with one: hence the time of grace.</summary>
    ~MappedFile() => _ = ReleaseLater(_view);

    /// <summary>Address of the first byte.</summary>
    public nint Start { get; }

    /// <summary>Number of bytes.</summary>
    public long Length { get; }

    private static async Task ReleaseLater(MemoryMappedViewAccessor view)
    {
        await Task.Delay(Grace).ConfigureAwait(false);
        view.SafeMemoryMappedViewHandle.ReleasePointer();
        view.Dispose();
    }
}
