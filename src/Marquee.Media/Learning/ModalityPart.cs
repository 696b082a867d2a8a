namespace Marquee.Media;

/// <summary>One modality of what is trained across two.</summary>
/// <param name="Design">Its encoder.</param>
/// <param name="Examples">Its examples.</param>
/// <param name="Augmentation">Makes views of them; nothing leaves them as they are.</param>
public sealed record ModalityPart(EncoderDesign Design, IExamples Examples, IAugmentation? Augmentation = null);
