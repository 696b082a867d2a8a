namespace Marquee.Content;

/// <summary>How <see cref="NetworkAudienceModel"/> is trained.</summary>
public sealed record AudienceNetworkOptions
{
    /// <summary>Units of the hidden layer. Default 32; at least 1.</summary>
    public int Hidden { get; init; } = 32;

    /// <summary>Passes over the launches at most. Default 60; at least 1.</summary>
    public int Epochs { get; init; } = 60;

    /// <summary>Step size of Adam, falling to 0 as a cosine. Default 0.003.</summary>
    public double LearningRate { get; init; } = 0.003;

    /// <summary>How fast weights decay towards 0. Default 0.01.</summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>Share of hidden units set to 0 while training. Default 0.2; from 0 to below 1.</summary>
    public float Dropout { get; init; } = 0.2f;

    /// <summary>Launches in a step. Default 64; at least 1.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Networks whose estimates are averaged, each from another start. Default 3; at least 1.</summary>
    public int Members { get; init; } = 3;

    /// <summary>Seed of starts, order and dropout.</summary>
    public ulong Seed { get; init; } = 42;
}
