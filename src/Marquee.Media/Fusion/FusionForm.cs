namespace Marquee.Media;

/// <summary>How what several encoders made of one example becomes one vector, or one answer.</summary>
public enum FusionForm
{
    /// <summary>The numbers of all modalities stand side by side, as they are, zeros where one is missing; no encoder reads them.</summary>
    Early,

    /// <summary>The vectors of the encoders stand side by side, zeros where a modality is missing, and a layer bends them together.</summary>
    Concatenation,

    /// <summary>The mean of the vectors, weighted for each example and modality by what the vectors say of themselves; missing modalities weigh nothing.</summary>
    Attention,

    /// <summary>From fine to coarse: the modalities of each group become one vector by attention, the groups of each group likewise, up to one.</summary>
    Hierarchical,

    /// <summary>Each modality answers on its own; the answers are averaged with one learned weight each, over those that are there.</summary>
    Late,
}
