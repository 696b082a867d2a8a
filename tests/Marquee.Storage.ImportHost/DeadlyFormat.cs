using System.Diagnostics;
using Marquee.Data;

namespace Marquee.Storage.ImportHost;

/// <summary>Reads as another format does, and has the process killed from another thread, at whatever it is doing then, some time into the second reading.</summary>
internal sealed class DeadlyFormat(IDatasetFormat inner, int interactions, int microseconds) : IDatasetFormat
{
    private int _passes;

    public string Name => inner.Name;

    public string Description => inner.Description;

    public bool Recognizes(string path) => inner.Recognizes(path);

    public void Read(string path, IDatasetSink sink, ReadContext context) =>
        inner.Read(path, ++_passes == 2 ? new Fuse(sink, interactions, microseconds) : sink, context);

    private sealed class Fuse : IDatasetSink
    {
        private readonly IDatasetSink _sink;
        private int _left;

        public Fuse(IDatasetSink sink, int interactions, int microseconds)
        {
            _sink = sink;
            _left = interactions;

            // Started beforehand: starting a thread takes longer than many a commit.
            new Thread(() =>
            {
                while (Volatile.Read(ref _left) > 0)
                {
                }

                var lit = Stopwatch.GetTimestamp();
                while (Stopwatch.GetElapsedTime(lit).TotalMicroseconds < microseconds)
                {
                }

                Process.GetCurrentProcess().Kill();
            })
            { IsBackground = true }.Start();
        }

        public void Add(User user) => _sink.Add(user);

        public void Add(Item item) => _sink.Add(item);

        public void Add(Interaction interaction)
        {
            _sink.Add(interaction);
            Volatile.Write(ref _left, _left - 1);
        }
    }
}
