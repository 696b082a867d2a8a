using System.Runtime.CompilerServices;

namespace Marquee.Numerics;

/// <summary>
/// Numbers that stay where they are and start at a cache line, for scratch that lives as long as its owner: an address into it
/// is good while this object is reachable.
/// </summary>
internal sealed unsafe class AlignedMemory
{
    private const int CacheLine = 64;

    // Held by this object, to which the address belongs.
    private readonly float[] _numbers;

    /// <summary>Takes memory for a number of floats, all zero.</summary>
    public AlignedMemory(int length)
    {
        _numbers = GC.AllocateArray<float>(length + CacheLine / sizeof(float), pinned: true);
        var first = (float*)Unsafe.AsPointer(ref _numbers[0]);
        Start = Align(first);
        Numbers = _numbers.AsMemory((int)(Start - first), length);
    }

    /// <summary>The numbers.</summary>
    public Memory<float> Numbers { get; }

    /// <summary>First of the numbers.</summary>
    public float* Start { get; }

    /// <summary>The first address at or behind another that starts a cache line.</summary>
    public static float* Align(float* address) => (float*)(((nuint)address + CacheLine - 1) & ~(nuint)(CacheLine - 1));
}
