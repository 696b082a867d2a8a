namespace Marquee.Evaluation.Tests;

/// <summary>Many logs of policies whose true values are known: estimators must be right on average, and nineteen in twenty intervals must hold the truth.</summary>
public sealed class OffPolicySimulationTests
{
    private const int Logs = 200;
    private const ulong FirstSeed = 5000;

    [Theory]
    [InlineData(ClickAssumption.ItemPosition)]
    [InlineData(ClickAssumption.Cascade)]
    public void Estimators_are_right_on_average_and_their_intervals_hold_the_truth(ClickAssumption assumption)
    {
        var options = new OffPolicyOptions { Assumption = assumption, MaximumWeight = 1e6, Resamples = 200, MaxDegreeOfParallelism = 1 };
        var runs = Enumerable.Range(0, Logs).AsParallel().AsOrdered().Select(run =>
        {
            var log = Log(assumption, users: 200, FirstSeed + (ulong)run);
            return log.Evaluate(log.Target, options);
        }).ToArray();
        var truth = Log(assumption, users: 1, seed: 0).Truth;
        foreach (var estimate in new Func<OffPolicyResult, ValueEstimate>[] { result => result.Ips, result => result.Snips, result => result.DoublyRobust })
        {
            var errors = runs.Select(run => estimate(run).Value - truth).ToArray();
            var deviation = Math.Sqrt(errors.Sum(error => error * error) / Logs);
            // The mean of 200 errors strays by a fourteenth of what one does.
            errors.Average().ShouldBeInRange(-3 * deviation / Math.Sqrt(Logs), 3 * deviation / Math.Sqrt(Logs));
            runs.Count(run => estimate(run).Interval.Contains(truth)).ShouldBeInRange((int)(0.9 * Logs), (int)(0.985 * Logs));
        }
    }

    [Fact]
    public void Self_normalising_and_a_reward_model_narrow_the_estimate()
    {
        // Where everything brings something, most of what strays in the plain estimate is the sum of the weights.
        var results = Enumerable.Range(0, 40).Select(run => SimulatedLog.OfPlaces(users: 200, FirstSeed + (ulong)run, floor: 0.5))
            .Select(log => (log.Truth, Result: log.Evaluate(log.Target, new OffPolicyOptions { Resamples = 10 }))).ToArray();
        var ips = Error(result => result.Ips);
        Error(result => result.Snips).ShouldBeLessThan(0.7 * ips);
        Error(result => result.DoublyRobust).ShouldBeLessThan(0.7 * ips);

        double Error(Func<OffPolicyResult, ValueEstimate> of) => results.Average(run => Math.Pow(of(run.Result).Value - run.Truth, 2));
    }

    private static SimulatedLog Log(ClickAssumption assumption, int users, ulong seed) =>
        assumption == ClickAssumption.Cascade ? SimulatedLog.OfCascade(users, seed) : SimulatedLog.OfPlaces(users, seed);
}
