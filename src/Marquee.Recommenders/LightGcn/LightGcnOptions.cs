namespace Marquee.Recommenders;

/// <summary>Options of <see cref="LightGcnTrainer"/>.</summary>
public sealed record LightGcnOptions : RankingGraphOptions;
