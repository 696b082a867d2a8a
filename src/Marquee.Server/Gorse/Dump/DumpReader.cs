using System.Buffers.Binary;

namespace Marquee.Server;

/// <summary>Reads a dump record by record.</summary>
/// <param name="stream">The dump.</param>
/// <param name="largest">The most bytes that one record may have.</param>
/// <param name="cancellationToken">Gives up.</param>
internal sealed class DumpReader(Stream stream, int largest, CancellationToken cancellationToken)
{
    private readonly byte[] _number = new byte[sizeof(long)];
    private byte[] _record = new byte[4096];

    /// <summary>Makes a record of its bytes.</summary>
    /// <typeparam name="T">Type of the record.</typeparam>
    public delegate T Parse<out T>(ReadOnlySpan<byte> bytes);

    /// <summary>Reads what stands before records.</summary>
    /// <exception cref="EndOfStreamException">The dump ends too early.</exception>
    public async Task<long> ReadFlag()
    {
        try
        {
            await stream.ReadExactlyAsync(_number, cancellationToken);
        }
        catch (EndOfStreamException)
        {
            throw new EndOfStreamException("the dump ends before its end is marked");
        }

        return BinaryPrimitives.ReadInt64LittleEndian(_number);
    }

    /// <summary>Reads records up to the next flag.</summary>
    /// <typeparam name="T">Type of the records.</typeparam>
    /// <param name="parse">Makes a record of its bytes.</param>
    /// <param name="write">Takes records in batches.</param>
    /// <returns>How many there were, and the flag.</returns>
    /// <exception cref="InvalidDataException">The dump is damaged.</exception>
    /// <exception cref="EndOfStreamException">The dump ends too early.</exception>
    public async Task<(int Count, long Flag)> ReadAll<T>(Parse<T> parse, Func<IEnumerable<T>, Task> write)
    {
        var batch = new List<T>(GorseBulkRoutes.Batch);
        var count = 0;
        long size;
        while ((size = await ReadFlag()) > 0)
        {
            if (size > largest)
            {
                throw new InvalidDataException($"a record of the dump has {size:N0} bytes; {largest:N0} are taken");
            }

            if (_record.Length < size)
            {
                _record = new byte[size];
            }

            await stream.ReadExactlyAsync(_record.AsMemory(0, (int)size), cancellationToken);
            batch.Add(parse(_record.AsSpan(0, (int)size)));
            count++;
            if (batch.Count == GorseBulkRoutes.Batch)
            {
                await write(batch);
                batch.Clear();
            }
        }

        await write(batch);
        return (count, size);
    }
}
