using System.Text.Json.Nodes;

namespace Marquee.Evaluation.Tests.Tuning;

public class StudyTests
{
    private static readonly SearchSpace Space = SearchSpace.Of(Landscape.Family);

    [Fact]
    public void Trial_0_is_where_the_search_starts()
    {
        var study = Run(Landscape.Hill, 3);
        study.Trials.Select(trial => trial.Number).ShouldBe([0, 1, 2]);
        study.Trials[0].Options.ShouldBe(new Landscape.Options());
        study.Trials.ShouldAllBe(trial => trial.State == TrialState.Complete);
    }

    [Theory]
    [InlineData("tpe")]
    [InlineData("random")]
    public void Interrupted_anywhere_it_goes_on_as_if_it_had_not_been(string search)
    {
        var sampled = new Landscape((options, rung) => -Math.Abs(Math.Log(options.Rate)) - ((2 - rung) * 0.1), 1 / 9.0, 1 / 3.0, 1);
        var whole = Run(sampled, 25, search).Trials;
        whole.ShouldContain(trial => trial.State == TrialState.Stopped);
        for (var cut = 0; cut < whole.Count; cut += 4)
        {
            // What was done before comes out of a file.
            var read = whole.Take(cut).Select(trial => Trial.FromJson(JsonNode.Parse(trial.ToJson(Space.Options).ToJsonString())!.AsObject(), Space.Options)).ToArray();
            var rest = new Study(Space, SearchCatalogue.Find(search), sampled, 7, read);
            rest.Run(new StudySettings { Trials = 25 });
            rest.Trials.Select(Timeless).ShouldBe(whole.Select(Timeless), $"cut after {cut}");
        }
    }

    [Fact]
    public void Another_seed_tries_something_else() =>
        Run(Landscape.Hill, 5, seed: 1).Trials[1].Options.ShouldNotBe(Run(Landscape.Hill, 5, seed: 2).Trials[1].Options);

    [Fact]
    public void Each_trial_is_handed_over_when_it_ends()
    {
        var kept = new List<Trial>();
        var study = new Study(Space, new RandomSearch(), Landscape.Hill, 7);
        study.Run(new StudySettings
        {
            Trials = 3,
            Keep = trial =>
            {
                kept.Add(trial);
                study.Trials.Count.ShouldBe(kept.Count - 1, "what could not be kept does not count");
            },
        });
        kept.ShouldBe(study.Trials);
    }

    [Fact]
    public void Nothing_is_tried_twice_and_a_small_space_is_used_up()
    {
        var small = SearchSpace.Of(Landscape.Family, only: ["colour", "turned"]);
        foreach (var search in SearchCatalogue.All)
        {
            var study = new Study(small, search, Landscape.Hill, 7);
            study.Run(new StudySettings { Trials = 100 });
            study.Trials.Select(trial => string.Join(' ', small.TextsOf(trial.Options))).Order()
                .ShouldBe(["dark-blue false", "dark-blue true", "green false", "green true", "red false", "red true"]);
            study.IsExhausted.ShouldBeTrue();
            small.TextsOf(study.Best!.Options).ShouldBe(["dark-blue", "true"]);
        }
    }

    [Fact]
    public void Poor_trials_are_stopped_on_the_samples_and_the_start_never_is()
    {
        var measured = new List<(double Rate, int Rung)>();
        var study = Run(new Landscape((options, rung) =>
        {
            measured.Add((options.Rate, rung));
            return options.Rate == 1 ? -100 : -options.Rate;
        }, 1 / 3.0, 1), 20, "random");
        study.Trials[0].State.ShouldBe(TrialState.Complete, "the worst of all, but the start");
        var stopped = study.Trials.Where(trial => trial.State == TrialState.Stopped).ToArray();
        stopped.Length.ShouldBeGreaterThan(8);
        stopped.ShouldAllBe(trial => trial.Rungs.Count == 1 && trial.Value == null && trial.Interval == null);
        measured.Count.ShouldBe(20 + study.Trials.Count(trial => trial.State == TrialState.Complete));
        study.Best!.Rungs.ShouldBe([study.Best.Value!.Value, study.Best.Value.Value]);
    }

    [Fact]
    public void Options_that_fail_do_not_end_the_study_but_defaults_that_fail_do()
    {
        var study = Run(new Landscape((options, _) => options.Colour == Landscape.Colour.Green ? throw new InvalidOperationException("no green") : options.Colour == Landscape.Colour.DarkBlue ? double.NaN : 1), 20);
        study.Trials.Count.ShouldBe(20);
        study.Trials.Where(trial => trial.State == TrialState.Failed).Select(trial => trial.Failure).Distinct().Order().ShouldBe(["Nothing has a value of height.", "no green"]);
        study.Best!.Number.ShouldBe(0);
        Should.Throw<InvalidOperationException>(() => Run(new Landscape((_, _) => throw new InvalidOperationException("never")), 20)).Message.ShouldBe("never");
    }

    [Fact]
    public void No_trial_is_begun_when_the_time_is_up()
    {
        var clock = new MinuteClock();
        var study = new Study(Space, new RandomSearch(), Landscape.Hill, 7);
        // A look at the clock when the study begins, before each trial, and at the trial's beginning and end.
        study.Run(new StudySettings { Trials = 100, TimeLimit = TimeSpan.FromMinutes(7), Time = clock });
        study.Trials.Count.ShouldBe(2);
        study.Trials.ShouldAllBe(trial => trial.Time == TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void It_can_be_cancelled_between_and_in_trials()
    {
        using var source = new CancellationTokenSource();
        var study = new Study(Space, new RandomSearch(), Landscape.Hill, 7);
        Should.Throw<OperationCanceledException>(() => study.Run(new StudySettings
        {
            Keep = trial => (trial.Number == 2 ? source : null)?.Cancel(),
            CancellationToken = source.Token,
        }));
        study.Trials.Count.ShouldBe(3);
    }

    [Fact]
    public void Trials_with_a_gap_are_no_study()
    {
        var trials = Run(Landscape.Hill, 3).Trials;
        Should.Throw<InvalidDataException>(() => new Study(Space, new RandomSearch(), Landscape.Hill, 7, trials[0], trials[2])).Message
            .ShouldBe("The study's trials are numbered from 0 on; where trial 1 should be there is trial 2.");
    }

    [Fact]
    public void A_trial_reads_back_as_it_was_written()
    {
        Trial[] trials =
        [
            new() { Number = 3, Options = new Landscape.Options { Rate = 0.0123f }, State = TrialState.Complete, Rungs = [0.1, 1 / 3.0], Interval = new Interval(0.2, 0.4), Time = TimeSpan.FromSeconds(1.5) },
            new() { Number = 4, Options = new Landscape.Options { Colour = Landscape.Colour.DarkBlue }, State = TrialState.Stopped, Rungs = [0.1] },
            new() { Number = 5, Options = new Landscape.Options(), State = TrialState.Failed, Failure = "no \"green\"" },
        ];
        foreach (var trial in trials)
        {
            var back = Trial.FromJson(JsonNode.Parse(trial.ToJson(Space.Options).ToJsonString())!.AsObject(), Space.Options);
            back.Rungs.ShouldBe(trial.Rungs);
            (back with { Rungs = trial.Rungs }).ShouldBe(trial);
        }

        Should.Throw<InvalidDataException>(() => Trial.FromJson(new JsonObject { ["trial"] = 1 }, Space.Options)).Message.ShouldStartWith("This is no trial of such a study: {\"trial\":1}");
    }

    private static Study Run(Landscape landscape, int trials, string search = "tpe", ulong seed = 7)
    {
        var study = new Study(Space, SearchCatalogue.Find(search), landscape, seed);
        study.Run(new StudySettings { Trials = trials });
        return study;
    }

    private static string Timeless(Trial trial) => (trial with { Time = TimeSpan.Zero }).ToJson(Space.Options).ToJsonString();

    /// <summary>A clock that goes on by a minute each time it is looked at.</summary>
    private sealed class MinuteClock : TimeProvider
    {
        private long _minutes;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => 60 * _minutes++;
    }
}
