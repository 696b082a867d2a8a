using System.Buffers.Binary;
using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Marquee.Benchmarks;

/// <summary>Waits for many sockets at once, to the microsecond. Linux only: what .NET offers either costs more than the requests that are measured or knows whole milliseconds only.</summary>
internal sealed partial class Epoll : IDisposable
{
    /// <summary>There is something to read, or the other side is gone.</summary>
    public const uint Readable = 0x1;

    /// <summary>There is room to write.</summary>
    public const uint Writable = 0x4;

    private const int Add = 1;
    private const int Modify = 3;
    private const int MostEvents = 256;
    private const int TimerSlack = 29;
    private const int Interrupted = 4;

    // The kernel's record is packed on x64 and aligned elsewhere.
    private static readonly (int Size, int Data) Layout = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? (12, 4) : (16, 8);

    private readonly int _handle;
    private readonly byte[] _events = new byte[MostEvents * 16];

    public Epoll()
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new PlatformNotSupportedException("The load generator waits with epoll, which Linux alone has.");
        }

        _handle = Check(epoll_create1(0));
    }

    /// <summary>Lets the calling thread wake when it asked to, and not up to 50 microseconds later.</summary>
    public static void WakeInTime() => Check(prctl(TimerSlack, 1, 0, 0, 0));

    /// <summary>Watches a socket until it is closed.</summary>
    /// <param name="socket">Its descriptor.</param>
    /// <param name="number">What <see cref="Wait"/> says when something happens to it.</param>
    public void Watch(int socket, int number) => Control(Add, socket, number, Readable);

    /// <summary>Also says, or says no more, when there is room to write.</summary>
    public void WatchRoom(int socket, int number, bool room) => Control(Modify, socket, number, room ? Readable | Writable : Readable);

    /// <summary>Waits until something happens or time is over.</summary>
    /// <param name="nanoseconds">How long at most.</param>
    /// <returns>How many sockets something happened to; <see cref="Number"/> says which.</returns>
    public unsafe int Wait(long nanoseconds)
    {
        var timeout = new TimeSpec { Seconds = nanoseconds / 1_000_000_000, Nanoseconds = nanoseconds % 1_000_000_000 };
        fixed (byte* events = _events)
        {
            var count = epoll_pwait2(_handle, events, MostEvents, &timeout, null);
            return count < 0 && Marshal.GetLastPInvokeError() == Interrupted ? 0 : Check(count);
        }
    }

    /// <summary>Which socket an event was of.</summary>
    public int Number(int at) => BinaryPrimitives.ReadInt32LittleEndian(_events.AsSpan((at * Layout.Size) + Layout.Data));

    public void Dispose() => _ = close(_handle);

    /// <summary>Reads what is there.</summary>
    /// <returns>Bytes read; 0 where the other side is gone, -1 where nothing is there yet.</returns>
    public static unsafe int Receive(int socket, Span<byte> buffer)
    {
        fixed (byte* bytes = buffer)
        {
            return Count(recv(socket, bytes, (nuint)buffer.Length, 0));
        }
    }

    /// <summary>Writes what there is room for.</summary>
    /// <returns>Bytes written; 0 where the other side is gone, -1 where there is no room.</returns>
    public static unsafe int Send(int socket, ReadOnlySpan<byte> buffer)
    {
        const int NoSignal = 0x4000;
        fixed (byte* bytes = buffer)
        {
            return Count(send(socket, bytes, (nuint)buffer.Length, NoSignal));
        }
    }

    private static int Count(nint bytes)
    {
        const int TryAgain = 11;
        return bytes >= 0 ? (int)bytes : Marshal.GetLastPInvokeError() is TryAgain or Interrupted ? -1 : 0;
    }

    private static int Check(int result) => result >= 0 ? result : throw new Win32Exception(Marshal.GetLastPInvokeError());

    private unsafe void Control(int operation, int socket, int number, uint events)
    {
        var record = stackalloc byte[16];
        var span = new Span<byte>(record, 16);
        BinaryPrimitives.WriteUInt32LittleEndian(span, events);
        BinaryPrimitives.WriteInt32LittleEndian(span[Layout.Data..], number);
        Check(epoll_ctl(_handle, operation, socket, record));
    }

    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_create1(int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static unsafe partial int epoll_ctl(int epoll, int operation, int socket, byte* record);

    [LibraryImport("libc", SetLastError = true)]
    private static unsafe partial int epoll_pwait2(int epoll, byte* events, int count, TimeSpec* timeout, void* mask);

    [LibraryImport("libc", SetLastError = true)]
    private static unsafe partial nint recv(int socket, byte* buffer, nuint length, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static unsafe partial nint send(int socket, byte* buffer, nuint length, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int prctl(int option, nuint first, nuint second, nuint third, nuint fourth);

    [LibraryImport("libc")]
    private static partial int close(int handle);
}
