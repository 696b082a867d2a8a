using Marquee.Numerics.Learning;

namespace Marquee.Numerics.Tests.Learning;

public sealed class ParameterAverageTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Rows_that_steps_leave_alone_are_averaged_as_if_they_had_been_there_each_time(bool sparse)
    {
        const double Decay = 0.8;
        var parameters = new ParameterSet(new SplittableRandom(1));
        var table = parameters.AddNormal("table", new TensorShape(4, 3), 1, sparse);
        var average = new ParameterAverage(parameters, Decay);
        var optimizer = new Sgd { LearningRate = 0.3 };
        var tape = new Tape(parameters);
        var sums = new double[12];
        var weight = 0.0;
        // Row 3 takes part in the first steps only, row 2 in the last alone, row 0 in none.
        int[][] rows = [[1, 3], [3], [1], [1], [], [1, 2]];
        for (var step = 1; step <= rows.Length; step++)
        {
            tape.Reset(recording: true);
            if (rows[step - 1].Length > 0)
            {
                tape.Backward(tape.SquaredError(tape.Gather(table, rows[step - 1]), new float[3 * rows[step - 1].Length]));
                var gradient = tape.Gradients[table];
                var block = new GradientBlock(gradient, 0, sparse ? gradient.Rows.Length : 12);
                average.BeforeMove(block, step);
                optimizer.Step(tape.Gradients);
                average.AfterMove(block, step);
                average.EndStep(tape.Gradients, step);
            }

            for (var index = 0; index < 12; index++)
            {
                sums[index] = Decay * sums[index] + table.Values[index];
            }

            weight = Decay * weight + 1;
            var held = table.Values.ToArray();
            average.Lend(step);
            table.Values.ToArray().Select(value => (double)value).ShouldBe(sums.Select(sum => sum / weight), 1e-5);
            average.TakeBack();
            table.Values.ToArray().ShouldBe(held);
        }
    }
}
