namespace Marquee.Media;

/// <summary>How modalities are brought together.</summary>
public sealed record FusionOptions
{
    /// <summary>The form. Default <see cref="FusionForm.Attention"/>.</summary>
    public FusionForm Form { get; init; } = FusionForm.Attention;

    /// <summary>Numbers of the fused vector where the form has one of its own, at least 1. Default 256.</summary>
    public int Dimensions { get; init; } = 256;

    /// <summary>Share of the examples of a step of which one modality, drawn by chance, is hidden while training, so that the model learns to do without; from 0 to below 1. Default 0. Examples with one modality alone keep it.</summary>
    public double ModalityDropout { get; init; }

    /// <summary>What belongs together, for <see cref="FusionForm.Hierarchical"/>: all modalities, each once.</summary>
    public FusionGroup? Hierarchy { get; init; }

    /// <summary>Refuses options outside of their range.</summary>
    /// <param name="modalities">Names of the modalities.</param>
    /// <exception cref="ArgumentException">An option is outside of its range, or the hierarchy does not name each modality once.</exception>
    public void Validate(IReadOnlyList<string> modalities)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Dimensions, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(ModalityDropout);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(ModalityDropout, 1);

        if (Form == FusionForm.Hierarchical && (Hierarchy is null || !Hierarchy.Modalities.Order(StringComparer.Ordinal).SequenceEqual(modalities.Order(StringComparer.Ordinal))))
        {
            throw new ArgumentException(
                $"A hierarchy names each of {string.Join(", ", modalities)} once; it names {(Hierarchy is null ? "nothing" : string.Join(", ", Hierarchy.Modalities))}.", nameof(modalities));
        }
    }
}
