namespace Marquee.Content;

/// <summary>Where a training is after a pass over all queries.</summary>
/// <param name="Epoch">The pass, from 1.</param>
/// <param name="Epochs">Passes in all, where nothing ends the training earlier.</param>
/// <param name="Loss">Mean loss an answer in this pass, without penalties.</param>
/// <param name="Validation">How the validation facts rank, where <see cref="LinkOptions.ValidateEvery"/> says to look.</param>
/// <param name="Model">Makes the model as it is now; it changes when the training goes on.</param>
public sealed record LinkEpoch(int Epoch, int Epochs, double Loss, LinkReport? Validation, Func<LinkModel> Model);
