namespace Marquee.Numerics.Learning;

/// <summary>
/// Keeps the latest state of a training, so that one that was killed can go on. Whoever makes a store sees to it that what it gives back belongs to the same training: the same model, options, seed and data.
/// </summary>
public interface ICheckpointStore
{
    /// <summary>Time between two savings.</summary>
    TimeSpan Interval { get; }

    /// <summary>Gives the latest state to a function.</summary>
    /// <returns>False where there is none; then the function is not called.</returns>
    /// <exception cref="InvalidDataException">The state is damaged, or is that of another training.</exception>
    bool TryLoad(Action<ICheckpointReader> load);

    /// <summary>Keeps a state in place of the last, as a whole or not at all.</summary>
    /// <param name="save">Writes the state; when it throws, the last is kept.</param>
    void Save(Action<ICheckpointWriter> save);

    /// <summary>A store for a part of the training that keeps a state of its own, such as one of several networks.</summary>
    /// <param name="name">Lower-case letters, digits and hyphens.</param>
    ICheckpointStore Part(string name);
}
