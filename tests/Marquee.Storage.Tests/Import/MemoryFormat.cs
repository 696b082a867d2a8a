using Marquee.Data;

namespace Marquee.Storage.Tests;

/// <summary>A data set in memory: records that are good, and lines that are bad.</summary>
internal sealed class MemoryFormat(params IEnumerable<object> lines) : IDatasetFormat
{
    public string Name => "memory";

    public string Description => "records in memory";

    /// <summary>Called before each line, with the number of the pass (from 1) and of the line (from 1).</summary>
    public Action<int, int>? OnLine { get; init; }

    public int Passes { get; private set; }

    public bool Recognizes(string path) => false;

    public void Read(string path, IDatasetSink sink, ReadContext context)
    {
        Passes++;
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            OnLine?.Invoke(Passes, number);
            context.CancellationToken.ThrowIfCancellationRequested();
            context.Progress?.Report(new ReadProgress(path, number, number));
            switch (line)
            {
                case User user:
                    sink.Add(user);
                    break;
                case Item item:
                    sink.Add(item);
                    break;
                case Interaction interaction:
                    sink.Add(interaction);
                    break;
                default:
                    context.Reject(path, number, (string)line);
                    break;
            }
        }
    }
}
