using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Marquee.Data;
using Marquee.Live;

namespace Marquee.Server;

/// <summary>Takes JSON lines as they come: a batch is written while the next one is read. Memory is bounded by two batches and one line.</summary>
/// <param name="tenant">Whose they are.</param>
internal sealed class RecordImport(Tenant tenant)
{
    private const int BatchRecords = 1_000;
    private const int BatchBytes = 4 << 20;
    private const int LongestLine = 1 << 20;
    private const int NamedErrors = 100;

    private readonly List<(long Line, Problem Problem)> _errors = [];
    private ChangeSet _batch = new();
    private int _batchBytes;
    private Task<ChangeReceipt>? _writing;
    private long _line;
    private long _accepted;
    private long _rejected;
    private long _version;
    private (long New, long Updated, long Unchanged) _done;

    /// <summary>Reads to the end.</summary>
    public async Task Read(PipeReader reader, CancellationToken cancellationToken)
    {
        var tooLong = false;
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            var rest = read.Buffer;
            while (rest.PositionOf((byte)'\n') is { } end)
            {
                Take(rest.Slice(0, end), ref tooLong);
                rest = rest.Slice(rest.GetPosition(1, end));
                await WriteIfFull(cancellationToken);
            }

            if (read.IsCompleted)
            {
                if (!rest.IsEmpty || tooLong)
                {
                    Take(rest, ref tooLong);
                }

                reader.AdvanceTo(rest.End);
                break;
            }

            if (rest.Length > LongestLine)
            {
                // The rest of the line is read and forgotten.
                tooLong = true;
                rest = rest.Slice(rest.End);
            }

            reader.AdvanceTo(rest.Start, rest.End);
        }

        await Write(cancellationToken);
        await Finish();
    }

    /// <summary>Writes what became of the lines.</summary>
    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("version", _version);
        json.WriteNumber("accepted", _accepted);
        json.WriteNumber("new", _done.New);
        json.WriteNumber("updated", _done.Updated);
        json.WriteNumber("unchanged", _done.Unchanged);
        json.WriteNumber("rejected", _rejected);
        json.WriteStartArray("errors");
        foreach (var (line, problem) in _errors)
        {
            json.WriteStartObject();
            json.WriteNumber("line", line);
            json.WriteString("detail", problem.Detail);
            if (problem.Field is { } field)
            {
                json.WriteString("field", field);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void Take(ReadOnlySequence<byte> line, ref bool tooLong)
    {
        _line++;
        if (tooLong || line.Length > LongestLine)
        {
            tooLong = false;
            Reject(Problem.BadRequest($"The line is longer than {LongestLine:N0} bytes."));
            return;
        }

        var text = (line.IsSingleSegment ? line.FirstSpan : line.ToArray()).Trim(" \t\r"u8);
        if (text.IsEmpty)
        {
            return;
        }

        try
        {
            var record = RecordJson.ReadTyped(text);
            _batch = record switch
            {
                User user => _batch.Put(user),
                Item item => _batch.Put(item),
                _ => _batch.Put((Interaction)record),
            };
            _accepted++;
            _batchBytes += text.Length;
        }
        catch (FormatException exception)
        {
            Reject(Problems.Body(exception.Message, "The line"));
        }
        catch (ArgumentException exception)
        {
            Reject(Problem.BadRequest(exception.Message));
        }
    }

    private void Reject(Problem problem)
    {
        _rejected++;
        if (_errors.Count < NamedErrors)
        {
            _errors.Add((_line, problem));
        }
    }

    private Task WriteIfFull(CancellationToken cancellationToken) =>
        _batch.Count >= BatchRecords || _batchBytes >= BatchBytes ? Write(cancellationToken) : Task.CompletedTask;

    private async Task Write(CancellationToken cancellationToken)
    {
        await Finish();
        if (_batch.Count > 0)
        {
            _writing = tenant.Apply(_batch, cancellationToken);
            (_batch, _batchBytes) = (new ChangeSet(), 0);
        }
    }

    private async Task Finish()
    {
        if (_writing is { } writing)
        {
            _writing = null;
            var receipt = await writing;
            _version = receipt.Version;
            _done = (_done.New + receipt.New, _done.Updated + receipt.Updated, _done.Unchanged + receipt.Unchanged);
        }
    }
}
