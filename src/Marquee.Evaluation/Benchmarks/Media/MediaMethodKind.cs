namespace Marquee.Evaluation;

/// <summary>Ways from examples to classes.</summary>
internal enum MediaMethodKind
{
    /// <summary>Mean and deviation of each column of a plane over its lines (each band of a spectrogram over time), and a linear probe.</summary>
    Statistics,

    /// <summary>Centroids of whitened patches, and a linear probe.</summary>
    Patches,

    /// <summary>An encoder with the numbers it was begun with, and a linear probe: what the form of the network brings by itself.</summary>
    Untrained,

    /// <summary>An encoder trained without labels, and a linear probe.</summary>
    SelfSupervised,

    /// <summary>The same encoder, and the nearest labelled examples.</summary>
    Neighbours,

    /// <summary>The same encoder, trained on with labels.</summary>
    FineTuned,

    /// <summary>An encoder trained with labels alone, from scratch, by the code of fine-tuning.</summary>
    Supervised,
}
