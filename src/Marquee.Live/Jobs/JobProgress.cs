namespace Marquee.Live;

/// <summary>How far a job is.</summary>
/// <param name="Share">The share that is done, 0 to 1; never falls.</param>
/// <param name="Stage">What it is doing.</param>
/// <param name="Step">Steps done of this stage.</param>
/// <param name="Steps">Steps of this stage in all; 0 where it has none.</param>
/// <param name="Loss">The training loss after the last step, where there is one.</param>
/// <param name="Metric">The best figure found so far, in a search.</param>
/// <param name="SecondsLeft">Time that the whole job will still take, from steps and parts that were measured; null as long as there is a part ahead of which nothing was.</param>
/// <param name="Series">Steps and what was measured at each (the loss of a training, the figure of a trial), thinned to at most <see cref="JobMeter.MostPoints"/>.</param>
public sealed record JobProgress(
    double Share, string Stage, int Step, int Steps, double? Loss, double? Metric, double? SecondsLeft, IReadOnlyList<(int Step, double Value)> Series);
