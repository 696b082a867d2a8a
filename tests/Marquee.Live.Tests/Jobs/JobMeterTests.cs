using System.Text.Json.Nodes;
using Marquee.Recommenders;

namespace Marquee.Live.Tests;

public sealed class JobMeterTests
{
    private readonly MovingTime _time = new();

    [Fact]
    public void Says_nothing_before_there_is_a_plan() => new JobMeter(_time).Read().ShouldBeNull();

    [Fact]
    public void Tells_the_time_left_from_the_steps_that_were_measured()
    {
        var meter = new JobMeter(_time);
        meter.Plan(new JobPart("train", "training"));
        meter.Read()!.SecondsLeft.ShouldBeNull();
        _time.Pass(2);
        meter.Report(new TrainingProgress(1, 10, 0.9));
        var told = meter.Read()!;
        told.SecondsLeft.ShouldBe(18);
        told.Share.ShouldBe(0.1, 1e-9);
        told.Loss.ShouldBe(0.9);
        _time.Pass(1);
        meter.Read()!.SecondsLeft.ShouldBe(17);
    }

    [Fact]
    public void Tells_what_the_model_itself_says_where_it_does()
    {
        var meter = new JobMeter(_time);
        meter.Plan(new JobPart("train", "training"));
        _time.Pass(2);
        meter.Report(new TrainingProgress(1, 10) { Remaining = TimeSpan.FromSeconds(5) });
        meter.Read()!.SecondsLeft.ShouldBe(5);
    }

    [Fact]
    public void Tells_no_time_while_something_is_ahead_of_which_nothing_was_measured()
    {
        var meter = new JobMeter(_time);
        meter.Plan(new JobPart("train ease", "training ease"), new JobPart("train als", "training als"), new JobPart("train ease", "training ease"));
        _time.Pass(1);
        meter.Step(1, 2);
        meter.Read()!.SecondsLeft.ShouldBeNull();
        _time.Pass(1);
        meter.Next();
        meter.Read()!.SecondsLeft.ShouldBeNull();
        _time.Pass(3);
        meter.Step(1, 2);

        // Three more of this one, and the two that the first took.
        meter.Read()!.SecondsLeft.ShouldBe(5);
        meter.Read()!.Share.ShouldBe(0.5, 1e-9);
        meter.Next();
        meter.Read()!.SecondsLeft.ShouldBe(2);
    }

    [Fact]
    public void The_share_never_falls()
    {
        var meter = new JobMeter(_time);
        meter.Plan(new JobPart("a", "a"), new JobPart("b", "b"));
        meter.Step(1, 1);
        meter.Read()!.Share.ShouldBe(0.5);
        meter.Plan(new JobPart("c", "c"), new JobPart("d", "d"));
        meter.Read()!.Share.ShouldBe(0.5);
        meter.Next();
        meter.Read()!.Share.ShouldBe(0.75);
        meter.Step(3, 2);
        meter.Read()!.Share.ShouldBe(0.999);
    }

    [Theory]
    [InlineData(150)]
    [InlineData(1_000)]
    [InlineData(12_345)]
    public void Thins_the_series_and_begins_it_anew_with_a_new_training(int steps)
    {
        var meter = new JobMeter(_time);
        meter.Plan(new JobPart("train", "training"));
        for (var step = 1; step <= steps; step++)
        {
            meter.Report(new TrainingProgress(step, steps, 1.0 / step));
        }

        var series = meter.Read()!.Series;
        series.Count.ShouldBeInRange(Math.Min(steps, JobMeter.MostPoints / 2), JobMeter.MostPoints);
        series.ShouldAllBe(point => point.Value == 1.0 / point.Step);
        series.Select(point => point.Step).ShouldBeInOrder();
        meter.Report(new TrainingProgress(1, steps, double.NaN));
        meter.Read()!.Loss.ShouldBeNull();
        meter.Report(new TrainingProgress(1, steps, 7));
        meter.Read()!.Series.ShouldBe([(1, 7.0)]);
    }

    [Fact]
    public void Parts_of_one_key_take_as_long_as_their_weights_say()
    {
        var meter = new JobMeter(_time);
        meter.Plan(new JobPart("trial", "trying", 10), new JobPart("trial", "comparing", 2));
        _time.Pass(3);
        meter.Step(1, 10);
        meter.Read()!.SecondsLeft.ShouldBe(27 + 6);
    }

    [Fact]
    public void A_limit_of_time_bounds_what_is_left()
    {
        var meter = new JobMeter(_time);
        meter.Plan(new JobPart("trial", "trying", 100));
        meter.Limit(TimeSpan.FromSeconds(10));
        _time.Pass(2);
        meter.Step(1, 100);
        meter.Read()!.SecondsLeft.ShouldBe(10);
        _time.Pass(7);

        // The one at work, which takes about two seconds, may end.
        meter.Read()!.SecondsLeft.ShouldBe(3);
    }

    [Fact]
    public void Parts_can_be_left_out()
    {
        var meter = new JobMeter(_time);
        meter.Plan(new JobPart("read", "reading"), new JobPart("train ease", "training ease"), new JobPart("judge ease", "judging ease"), new JobPart("train als", "training als"));
        meter.Next("train als");
        meter.Read()!.Stage.ShouldBe("training als");
        meter.Read()!.Share.ShouldBe(0.75);
        meter.Next("train ease");
        meter.Read()!.Stage.ShouldBe("training als");
    }

    [Fact]
    public void What_does_not_exist_is_left_out()
    {
        var json = JobJson.Clean(new JsonObject { ["a"] = double.NaN, ["b"] = null, ["c"] = new JsonArray(1, null), ["d"] = new JsonArray(), ["e"] = new JsonObject { ["f"] = float.PositiveInfinity, ["g"] = 0.5 } });
        json.ToJsonString().ShouldBe("""{"d":[],"e":{"g":0.5}}""");
    }

    private sealed class MovingTime : TimeProvider
    {
        private long _now = 1000;

        public override long TimestampFrequency => 1;

        public void Pass(int seconds) => _now += seconds;

        public override long GetTimestamp() => _now;
    }
}
