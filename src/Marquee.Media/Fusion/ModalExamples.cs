namespace Marquee.Media;

/// <summary>Examples of several modalities, such as videos with picture and sound. Each example has at least one of them.</summary>
public sealed class ModalExamples
{
    /// <summary>The same examples in several modalities.</summary>
    /// <param name="modalities">At least one, with different names.</param>
    /// <exception cref="ArgumentException">The numbers of examples differ, a name comes twice, or an example has no modality.</exception>
    public ModalExamples(params IReadOnlyList<Modality> modalities)
    {
        ArgumentNullException.ThrowIfNull(modalities);
        if (modalities.Count == 0 || modalities.Any(modality => modality.Examples.Count != modalities[0].Examples.Count))
        {
            throw new ArgumentException($"Modalities, at least one, have the same number of examples, not {string.Join(", ", modalities.Select(modality => $"{modality.Name}: {modality.Examples.Count}"))}.", nameof(modalities));
        }

        if (modalities.Select(modality => modality.Name).Distinct().Count() < modalities.Count)
        {
            throw new ArgumentException($"Modalities have different names, not {string.Join(", ", modalities.Select(modality => modality.Name))}.", nameof(modalities));
        }

        Modalities = [.. modalities];
        for (var example = 0; example < Count; example++)
        {
            if (!Modalities.Any(modality => modality.Has(example)))
            {
                throw new ArgumentException($"Example {example} has none of {string.Join(", ", Modalities.Select(modality => modality.Name))}: there is nothing to learn from or to judge.", nameof(modalities));
            }
        }
    }

    /// <summary>The modalities.</summary>
    public IReadOnlyList<Modality> Modalities { get; }

    /// <summary>Number of examples.</summary>
    public int Count => Modalities[0].Examples.Count;

    /// <summary>Some of the examples, in a given order.</summary>
    /// <param name="indices">Which; may repeat.</param>
    public ModalExamples Take(int[] indices) => new([.. Modalities.Select(modality => modality.Take(indices))]);

    /// <summary>The same examples with some of the modalities only, in a given order.</summary>
    /// <param name="names">Names of the modalities to keep.</param>
    /// <exception cref="ArgumentException">There is no such modality, or an example has none of them.</exception>
    public ModalExamples Only(params IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return new ModalExamples([.. names.Select(Find)]);
    }

    /// <summary>The same examples in the same modalities as if one of them were missing everywhere: for a model that knows all of them, to see what each brings.</summary>
    /// <param name="name">The modality to hide.</param>
    /// <exception cref="ArgumentException">There is no such modality, or an example has no other.</exception>
    public ModalExamples Hide(string name)
    {
        var hidden = Find(name);
        return new ModalExamples([.. Modalities.Select(modality => modality == hidden ? new Modality(name, modality.Examples, new bool[Count]) : modality)]);
    }

    private Modality Find(string name) =>
        Modalities.FirstOrDefault(modality => modality.Name == name) ?? throw new ArgumentException($"There is no modality '{name}'; there are {string.Join(", ", Modalities.Select(modality => modality.Name))}.", nameof(name));
}
