namespace Marquee.Numerics.Learning;

/// <summary>Where the state of a training is written: arrays and numbers by name. A name is made of lower-case letters, digits and hyphens and used once.</summary>
public interface ICheckpointWriter
{
    /// <summary>Writes single-precision numbers.</summary>
    void Write(string name, ReadOnlySpan<float> values);

    /// <summary>Writes whole numbers.</summary>
    void Write(string name, ReadOnlySpan<int> values);

    /// <summary>Writes a number, of which every bit comes back. It is finite.</summary>
    void Write(string name, double number);
}
