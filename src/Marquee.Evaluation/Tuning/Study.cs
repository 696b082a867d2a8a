using Marquee.Numerics;
using Marquee.Recommenders;

namespace Marquee.Evaluation;

/// <summary>Tries options one after the other and remembers what came of them.</summary>
/// <remarks>
/// Trial 0 is what the search starts from: the defaults and what is fixed. What trial n tries depends on the seed, on n and on the trials before it only, so a study that was interrupted goes on as if it had not been.
/// </remarks>
public sealed class Study
{
    // So often another point is drawn for one that was tried before or is refused, until the space is taken to be used up.
    private const int MostDraws = 200;

    private readonly ISearch _search;
    private readonly ITuningObjective _objective;
    private readonly ulong _seed;
    private readonly List<Trial> _trials;
    private readonly HashSet<string> _tried;

    /// <summary>Begins a study, or takes one up again.</summary>
    /// <param name="space">What may be chosen from.</param>
    /// <param name="search">How it is chosen.</param>
    /// <param name="objective">What is to become large.</param>
    /// <param name="seed">Seed of the search and of the bootstrap intervals.</param>
    /// <param name="finished">The trials that were done before, in order.</param>
    /// <exception cref="InvalidDataException">The trials are not numbered from 0 on without a gap.</exception>
    public Study(SearchSpace space, ISearch search, ITuningObjective objective, ulong seed, params IReadOnlyList<Trial> finished)
    {
        (Space, _search, _objective, _seed) = (space, search, objective, seed);
        _trials = [.. finished];
        _tried = [.. finished.Select(trial => Key(trial.Options))];
        if (finished.Index().FirstOrDefault(pair => pair.Item.Number != pair.Index) is { Item: { } stray, Index: var expected })
        {
            throw new InvalidDataException($"The study's trials are numbered from 0 on; where trial {expected} should be there is trial {stray.Number}.");
        }
    }

    /// <summary>What may be chosen from.</summary>
    public SearchSpace Space { get; }

    /// <summary>All trials so far, in order.</summary>
    public IReadOnlyList<Trial> Trials => _trials;

    /// <summary>The complete trial with the largest value, the earlier one of equals; nothing before one is complete.</summary>
    public Trial? Best => _trials.Where(trial => trial.Value is not null).MaxBy(trial => trial.Value);

    /// <summary>Whether there is nothing left to try: every combination of the options has been tried, or all that the search goes through.</summary>
    public bool IsExhausted { get; private set; }

    /// <summary>Runs trials until there are enough, the time is up or nothing is left to try.</summary>
    /// <param name="settings">How many, how long, and who hears of it.</param>
    /// <exception cref="OperationCanceledException">Cancellation was asked for.</exception>
    public void Run(StudySettings settings)
    {
        var began = settings.Time.GetTimestamp();
        while (_trials.Count < settings.Trials && !(settings.TimeLimit <= settings.Time.GetElapsedTime(began)) && Choose() is { } options)
        {
            settings.CancellationToken.ThrowIfCancellationRequested();
            var trial = Try(options, settings);
            settings.Keep?.Invoke(trial);
            _trials.Add(trial);
            _tried.Add(Key(options));
        }
    }

    private ModelOptions? Choose()
    {
        if (_trials.Count == 0)
        {
            return Space.Start;
        }

        var random = new SplittableRandom(_seed).Split("trial").Split((ulong)_trials.Count);
        for (var (draw, point) = (0, _search.Propose(Space, _trials, random)); point is not null && draw <= MostDraws; draw++, point = Space.Draw(random))
        {
            if (Space.TryOptionsAt(point) is { } options && !_tried.Contains(Key(options)))
            {
                return options;
            }
        }

        IsExhausted = true;
        return null;
    }

    private Trial Try(ModelOptions options, StudySettings settings)
    {
        var number = _trials.Count;
        var began = settings.Time.GetTimestamp();
        try
        {
            var values = new List<double>();
            for (var rung = 0; ; rung++)
            {
                settings.Progress?.Invoke(number, options, _objective.Shares[rung]);
                var measured = _objective.Measure(options, rung, settings.CancellationToken);
                if (double.IsNaN(measured.Mean))
                {
                    throw new InvalidDataException($"Nothing has a value of {measured.Key}.");
                }

                values.Add(measured.Mean);
                var isLast = rung == _objective.Shares.Count - 1;
                if (isLast || (number > 0 && !SuccessiveHalving.GoesOn(measured.Mean, At(rung))))
                {
                    return new Trial
                    {
                        Number = number,
                        Options = options,
                        State = isLast ? TrialState.Complete : TrialState.Stopped,
                        Rungs = values,
                        Interval = isLast ? Bootstrap.Intervals([measured], _seed)[0] : null,
                        Time = settings.Time.GetElapsedTime(began),
                    };
                }
            }
        }
        catch (Exception exception) when (number > 0 && exception is not (OperationCanceledException or OutOfMemoryException))
        {
            // One that fails with some options must not end a study of a night. Where the defaults fail, nothing else would go better.
            return new Trial { Number = number, Options = options, State = TrialState.Failed, Failure = exception.Message, Time = settings.Time.GetElapsedTime(began) };
        }
    }

    private double[] At(int rung) => [.. _trials.Where(trial => trial.Rungs.Count > rung).Select(trial => trial.Rungs[rung])];

    private string Key(ModelOptions options) => string.Join(' ', Space.TextsOf(options));
}
