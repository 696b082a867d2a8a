using System.Buffers;

namespace Marquee.Data;

/// <summary>The numbers of a file, mapped into memory: pages are read when touched and shared among processes; writing into them changes no file.</summary>
/// <param name="file">The file, mapped.</param>
internal sealed unsafe class MappedFloats(MappedFile file) : MemoryManager<float>
{
    private readonly int _length = checked((int)(file.Length / sizeof(float)));

    public override Span<float> GetSpan() => new((void*)file.Start, _length);

    public override MemoryHandle Pin(int elementIndex = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)elementIndex, (uint)_length, nameof(elementIndex));
        return new MemoryHandle((float*)file.Start + elementIndex, default, this);
    }

    public override void Unpin()
    {
        // Mapped memory never moves.
    }

    protected override void Dispose(bool disposing)
    {
        // Nobody owns what many views share; the mapping goes when none is left.
    }
}
