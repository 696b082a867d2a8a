using System.IO.Pipelines;
using System.Text.Json;
using Marquee.Data;

namespace Marquee.Server;

/// <summary>Writes records as JSON lines into an answer, as fast as it is read: it waits for the reader, on the exporting thread.</summary>
/// <param name="output">The answer.</param>
/// <param name="types">Types that are wanted; none for all.</param>
/// <param name="cancellationToken">Whether anybody still reads.</param>
internal sealed class RecordLines(PipeWriter output, ValueList<string> types, CancellationToken cancellationToken) : IDatasetSink, IDisposable
{
    private const int FlushAt = 64 << 10;

    private readonly Utf8JsonWriter _json = new(output, JsonText.Options);
    private readonly bool _users = types.Count == 0 || types.Contains("user");
    private readonly bool _items = types.Count == 0 || types.Contains("item");
    private readonly bool _interactions = types.Count == 0 || types.Contains("interaction");

    public void Add(User user)
    {
        if (_users)
        {
            RecordJson.Write(_json, user, typed: true);
            End();
        }
    }

    public void Add(Item item)
    {
        if (_items)
        {
            RecordJson.Write(_json, item, typed: true);
            End();
        }
    }

    public void Add(Interaction interaction)
    {
        if (_interactions)
        {
            RecordJson.Write(_json, interaction, typed: true);
            End();
        }
    }

    public void Dispose() => _json.Dispose();

    private void End()
    {
        _json.Flush();
        _json.Reset();
        output.GetSpan(1)[0] = (byte)'\n';
        output.Advance(1);
        if (output.UnflushedBytes >= FlushAt && output.FlushAsync(cancellationToken).AsTask().GetAwaiter().GetResult() is { IsCanceled: true } or { IsCompleted: true })
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }
}
