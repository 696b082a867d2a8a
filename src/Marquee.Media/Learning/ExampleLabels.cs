namespace Marquee.Media;

/// <summary>Classes of examples, where they are known.</summary>
public sealed class ExampleLabels
{
    /// <summary>Labels of examples.</summary>
    /// <param name="labels">The class of each example, from 0; -1 where it is not known.</param>
    /// <param name="classes">How many classes there are, at least 2.</param>
    /// <exception cref="ArgumentException">A label is no class, or none is known.</exception>
    public ExampleLabels(IReadOnlyList<int> labels, int classes)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        for (var example = 0; example < labels.Count; example++)
        {
            if (labels[example] < -1 || labels[example] >= classes)
            {
                throw new ArgumentException($"Example {example} has the label {labels[example]}; there are classes 0 to {classes - 1}, and -1 stands for not known.", nameof(labels));
            }
        }

        if (labels.All(label => label < 0))
        {
            throw new ArgumentException("No label is known: there is nothing to learn from them.", nameof(labels));
        }

        (Labels, Classes) = ([.. labels], classes);
    }

    /// <summary>How many classes there are.</summary>
    public int Classes { get; }

    /// <summary>Examples, with a label or without.</summary>
    public int Count => Labels.Length;

    /// <summary>The class of an example; -1 where it is not known.</summary>
    public int this[int example] => Labels[example];

    /// <summary>The class of each example.</summary>
    internal int[] Labels { get; }
}
