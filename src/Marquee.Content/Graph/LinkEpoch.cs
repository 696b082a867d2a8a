namespace Marquee.Content;

/// <summary>Where a training is after a pass over all queries.</summary>
/// <param name="Epoch">The pass, from 1.</param>
/// <param name="Epochs">Passes in all.</param>
/// <param name="Loss">Mean loss an answer in this pass, without penalties.</param>
/// <param name="Model">Makes the model as it is now; it changes when the training goes on.</param>
public sealed record LinkEpoch(int Epoch, int Epochs, double Loss, Func<LinkModel> Model);
