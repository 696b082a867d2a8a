namespace Marquee.Media;

/// <summary>One modality of some examples: what was seen, or heard, of each, where there is something.</summary>
public sealed record Modality
{
    private readonly bool[]? _present;

    /// <summary>A modality.</summary>
    /// <param name="name">Its name, such as <c>visual</c>.</param>
    /// <param name="examples">The examples of it; those that are missing are never read.</param>
    /// <param name="present">Which examples have it; all of them where nothing is given.</param>
    /// <exception cref="ArgumentException">There are more or fewer examples than that.</exception>
    public Modality(string name, IExamples examples, bool[]? present = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(examples);
        if (present is not null && present.Length != examples.Count)
        {
            throw new ArgumentException($"The modality '{name}' has {examples.Count} examples, and of {present.Length} it is said whether they are there.", nameof(present));
        }

        (Name, Examples, _present) = (name, examples, present);
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The examples of it.</summary>
    public IExamples Examples { get; }

    /// <summary>Whether an example has it.</summary>
    /// <param name="example">Index of the example.</param>
    public bool Has(int example) => _present is null || _present[example];

    /// <summary>Some of the examples, in a given order.</summary>
    /// <param name="indices">Which; may repeat.</param>
    public Modality Take(int[] indices)
    {
        ArgumentNullException.ThrowIfNull(indices);
        return new Modality(Name, new ExampleSubset(Examples, indices), _present is null ? null : [.. indices.Select(index => _present[index])]);
    }
}
