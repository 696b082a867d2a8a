using System.Net;
using System.Net.Sockets;

namespace Marquee.Benchmarks;

/// <summary>A connection that is kept, with at most one request on it.</summary>
internal sealed class LoadConnection : IDisposable
{
    private readonly Epoll _epoll;
    private readonly int _number;
    private readonly int _port;
    private Socket _socket;
    private byte[] _request = new byte[1024];
    private int _length;
    private int _sent;
    private bool _waitsForRoom;

    public LoadConnection(Epoll epoll, int number, int port)
    {
        (_epoll, _number, _port) = (epoll, number, port);
        _socket = Connect();
    }

    /// <summary>When its request was to be sent, in the clock's ticks.</summary>
    public long Intended { get; private set; }

    /// <summary>Whether a request is on it.</summary>
    public bool IsBusy { get; private set; }

    public ResponseReader Response { get; } = new();

    private int Handle => (int)_socket.Handle;

    /// <summary>Sends a request.</summary>
    public void Send(RequestSource source, long intended)
    {
        _length = source.Next(ref _request);
        (_sent, Intended, IsBusy) = (0, intended, true);
        Response.Reset();
        Flush();
    }

    /// <summary>Goes on where it was stopped.</summary>
    /// <returns>How many bytes came, where the answer is now complete; 0 where it is not yet; -1 where the connection broke.</returns>
    public int Continue()
    {
        if (_sent < _length)
        {
            Flush();
        }

        while (true)
        {
            var room = Response.Room;
            var count = Epoll.Receive(Handle, room);
            if (count < 0)
            {
                return 0;
            }

            if (count == 0 || !IsBusy)
            {
                return -1;
            }

            if (Response.Took(count))
            {
                IsBusy = false;
                var bytes = Response.Bytes.Length;
                if (Response.Closes)
                {
                    Reconnect();
                }

                return bytes;
            }

            if (count < room.Length)
            {
                return 0;
            }
        }
    }

    /// <summary>Begins anew, with nothing on it.</summary>
    public void Reconnect()
    {
        _socket.Dispose();
        (_length, _sent, _waitsForRoom, IsBusy) = (0, 0, false, false);
        _socket = Connect();
    }

    public void Dispose() => _socket.Dispose();

    private Socket Connect()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(IPAddress.Loopback, _port);
        socket.Blocking = false;
        _epoll.Watch((int)socket.Handle, _number);
        return socket;
    }

    private void Flush()
    {
        while (_sent < _length)
        {
            var count = Epoll.Send(Handle, _request.AsSpan(_sent, _length - _sent));
            if (count <= 0)
            {
                // A broken connection is found when it is read.
                WaitForRoom(count < 0);
                return;
            }

            _sent += count;
        }

        WaitForRoom(false);
    }

    private void WaitForRoom(bool waits)
    {
        if (waits != _waitsForRoom)
        {
            _epoll.WatchRoom(Handle, _number, waits);
            _waitsForRoom = waits;
        }
    }
}
