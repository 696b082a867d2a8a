namespace Marquee.Numerics.Learning;

/// <summary>Reads what an <see cref="ICheckpointWriter"/> wrote.</summary>
public interface ICheckpointReader
{
    /// <summary>Reads single-precision numbers, as many as are asked for.</summary>
    /// <exception cref="InvalidDataException">There is no such array, or it holds another number of them.</exception>
    void Read(string name, Span<float> values);

    /// <summary>Reads whole numbers, as many as are asked for.</summary>
    /// <exception cref="InvalidDataException">There is no such array, or it holds another number of them.</exception>
    void Read(string name, Span<int> values);

    /// <summary>Reads a number; null where none was written.</summary>
    double? ReadNumber(string name);
}
