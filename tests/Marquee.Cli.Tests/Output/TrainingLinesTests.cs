using Marquee.Recommenders;

namespace Marquee.Cli.Tests.Output;

public sealed class TrainingLinesTests
{
    [Fact]
    public void A_line_every_ten_seconds_tells_epoch_loss_share_and_time_left()
    {
        var time = new SteppedTime();
        using var output = new StringWriter();
        using var error = new StringWriter();
        var terminal = new Terminal(output, error, outputIsTerminal: false, errorIsTerminal: false, time: time);
        terminal.WithTraining("Training sasrec", progress =>
        {
            for (var second = 1; second <= 25; second++)
            {
                time.Seconds = second;
                progress.Report(new TrainingProgress(second, 50, 10.0 / second) { Epoch = 1 + second / 10, Epochs = 5, Remaining = TimeSpan.FromSeconds(7 * (50 - second)) });
            }

            time.Seconds = 40;
            progress.Report(new TrainingProgress(3, 4));
            return 0;
        });
        output.ToString().ShouldBeEmpty();
        error.ToString().Split(Environment.NewLine).ShouldBe(
        [
            "Training sasrec, epoch 2 of 5, loss 1, 20%, 4:40 left",
            "Training sasrec, epoch 3 of 5, loss 0.5, 40%, 3:30 left",
            "Training sasrec, 75%",
            "",
        ]);
    }

    [Theory]
    [InlineData(0.2, "1 s")]
    [InlineData(59, "59 s")]
    [InlineData(61.9, "1:01")]
    [InlineData(3723, "1:02:03")]
    public void Times_read_well(double seconds, string text) => TrainingText.Of(TimeSpan.FromSeconds(seconds)).ShouldBe(text);

    private sealed class SteppedTime : TimeProvider
    {
        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
