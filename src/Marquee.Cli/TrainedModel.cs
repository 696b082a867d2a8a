using Marquee.Recommenders;

namespace Marquee.Cli;

/// <summary>A model that was trained and published just now.</summary>
/// <param name="Family">Its family.</param>
/// <param name="Model">The model.</param>
/// <param name="Version">The number it was published under.</param>
/// <param name="TrainTime">How long the training took.</param>
internal sealed record TrainedModel(ModelFamily Family, IModel Model, int Version, TimeSpan TrainTime);
