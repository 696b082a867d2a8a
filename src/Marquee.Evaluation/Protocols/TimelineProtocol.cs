using System.Globalization;
using Marquee.Data;
using Marquee.Recommenders;

namespace Marquee.Evaluation;

/// <summary>
/// The last fifth of time as a service goes through it: at several moments the models are trained anew on everything before, and asked for what happens until the next one.
/// </summary>
/// <remarks>
/// The moments lie at equal steps of the quantiles of time, so that as many events lie between any two of them (more or less: equal times stay together, and of moments that
/// coincide one is left). A moment after which nobody can be asked about is left out. What a user met before is history and no target. With one cut everything after it is asked at once.
/// </remarks>
public sealed class TimelineProtocol : EvaluationProtocol
{
    /// <summary>Most cuts.</summary>
    public const int MaximumCuts = 100;

    private const double Start = 0.8;

    /// <summary>Chooses how often.</summary>
    /// <param name="cuts">How many moments, from 1 to <see cref="MaximumCuts"/>.</param>
    /// <exception cref="OptionException">The number of cuts is outside its range.</exception>
    public TimelineProtocol(int cuts = 5)
        : base(
            "timeline",
            "finds what happens next, knowing only what came before; at several moments of the last fifth of time, trained anew at each",
            GlobalTimeCut.AtQuantile(Start),
            isRandom: false,
            cuts == 1 ? null : new ProtocolWords(
                $"the last fifth of time is cut at {cuts} moments, with as many events between them; at each the models learn from everything before it and are asked for what happens until the next",
                ProtocolWords.WholeCatalogue,
                ProtocolWords.PositiveWeight,
                "per user over the cuts that asked about them, then the mean over users; figures of all lists over the cuts; binary gains; MAP divided by the number of relevant items; ties against the model"))
    {
        if (cuts is < 1 or > MaximumCuts)
        {
            throw new OptionException($"The timeline can be cut at 1 to {MaximumCuts} moments; given: {cuts}.");
        }

        Cuts = cuts;
    }

    /// <summary>How many moments.</summary>
    public int Cuts { get; }

    /// <inheritdoc/>
    /// <remarks>One experiment for each cut; the parts of one figure.</remarks>
    public override IEnumerable<Experiment> Experiments(Snapshot snapshot, ulong seed)
    {
        if (Cuts == 1)
        {
            return base.Experiments(snapshot, seed);
        }

        var moments = GlobalTimeCut.Moments(snapshot, [.. Enumerable.Range(0, Cuts).Select(cut => Start + ((1 - Start) * cut / Cuts))]).Distinct().ToArray();
        var format = moments.DistinctBy(moment => moment.UtcDateTime.Date).Count() == moments.Length ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss";
        return Ask();

        IEnumerable<Experiment> Ask()
        {
            var asked = 0;
            for (var cut = 0; cut < moments.Length; cut++)
            {
                var splitter = GlobalTimeCut.At(moments[cut]) with { Until = cut + 1 < moments.Length ? moments[cut + 1] : null };
                var split = splitter.Split(snapshot, seed);
                var task = RankingTask.FromHeldOut(split.Train, split.Test, part: moments[cut].UtcDateTime.ToString(format, CultureInfo.InvariantCulture));
                if (task.Cases.Count > 0)
                {
                    asked++;
                    yield return new Experiment(seed, task);
                }
            }

            if (asked == 0)
            {
                throw NobodyToAsk(snapshot);
            }
        }
    }
}
