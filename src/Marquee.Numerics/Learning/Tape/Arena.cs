namespace Marquee.Numerics.Learning;

/// <summary>
/// Memory for numbers that all die at once: handed out front to back, taken back whole. After the largest step it has seen it asks the runtime for nothing more.
/// </summary>
/// <remarks>It grows by half at least: steps of unequal size set a new record now and then for as long as a training lasts, most of them by little.</remarks>
internal sealed unsafe class Arena
{
    private const int SmallestBlock = 1 << 18;
    private const int CacheLine = 16;

    private readonly List<AlignedMemory> _blocks = [];
    private readonly List<int> _lengths = [];
    private int _block;
    private int _used;
    private long _total;

    /// <summary>Numbers handed out since the last <see cref="Reset"/>.</summary>
    public long Used { get; private set; }

    /// <summary>Takes memory, aligned to a cache line, holding anything.</summary>
    public float* Allocate(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var length = checked(count + CacheLine - 1) & ~(CacheLine - 1);
        while (_block < _blocks.Count && length > _lengths[_block] - _used)
        {
            _block++;
            _used = 0;
        }

        if (_block == _blocks.Count)
        {
            Grow((int)Math.Max(length, Math.Clamp(_total / 2, SmallestBlock, Array.MaxLength - CacheLine)));
        }

        var address = _blocks[_block].Start + _used;
        _used += length;
        Used += length;
        return address;
    }

    /// <summary>Takes everything back. What was handed out must not be used any more.</summary>
    public void Reset()
    {
        // One block next time: a step then never wastes the end of a block that was too small for what came next.
        if (_blocks.Count > 1)
        {
            var length = (int)Math.Min(_total, Array.MaxLength - CacheLine);
            _blocks.Clear();
            _lengths.Clear();
            _total = 0;
            Grow(length);
        }

        _block = 0;
        _used = 0;
        Used = 0;
    }

    private void Grow(int length)
    {
        _blocks.Add(new AlignedMemory(length));
        _lengths.Add(length);
        _total += length;
    }
}
