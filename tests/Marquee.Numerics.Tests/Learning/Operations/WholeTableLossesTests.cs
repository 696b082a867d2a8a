using Marquee.Numerics.Learning;

namespace Marquee.Numerics.Tests.Learning;

public class WholeTableLossesTests
{
    private static TensorShape[] Shapes => [new(4, 3), new(7, 3), new(7)];

    [Fact]
    public void The_multinomial_loss_is_that_of_the_softmax_without_what_is_left_out()
    {
        var (tape, hidden, table, biases) = Given();
        // Scores of place 0 are .2, .2, -.1, and of place 1 they are .3, .4, -.4; place 0 wants rows 1 and 2, place 1 row 0 twice as much, without row 2.
        var loss = tape.MultinomialLoss(hidden, table, biases, new TableRows([0, 2, 3], [1, 2, 0], [1, 1, 2]), new TableRows([0, 0, 1], [2]), scale: 3);
        var first = (2 * Math.Log(Math.Exp(.2) + Math.Exp(.2) + Math.Exp(-.1))) - .2 + .1;
        var second = 2 * (Math.Log(Math.Exp(.3) + Math.Exp(.4)) - .3);
        loss.Value.ShouldBe((float)(3 * (first + second)), 1e-5f);
    }

    [Fact]
    public void The_squared_error_pulls_all_scores_to_zero_but_those_left_out()
    {
        var (tape, hidden, table, biases) = Given();
        var loss = tape.WholeSquaredError(hidden, table, biases, new TableRows([0, 2, 3], [1, 2, 0], [1, 1, 2]), new TableRows([0, 0, 1], [2]), .5f, scale: 3);
        var first = (.8 * .8) + (1.1 * 1.1) + (.5 * (.04 + .04 + .01));
        var second = (1.7 * 1.7) + (.5 * (.09 + .16));
        loss.Value.ShouldBe((float)(3 * (first + second)), 1e-5f);
    }

    [Fact]
    public void Gradients_of_the_multinomial_loss_agree_with_differences() => GradientCheck.Verify(
        (tape, p) => tape.MultinomialLoss(p[0], p[1], p[2], new TableRows([0, 2, 2, 3, 6], [1, 2, 0, 4, 5, 6], [1, 2, 1, .5f, 1, 1]), new TableRows([0, 1, 1, 3, 3], [0, 3, 4]), .3), Shapes);

    [Fact]
    public void Gradients_of_the_squared_error_agree_with_differences()
    {
        GradientCheck.Verify(
            (tape, p) => tape.WholeSquaredError(p[0], p[1], p[2], new TableRows([0, 2, 2, 3, 6], [1, 2, 0, 4, 5, 6], [1, 2, -1, .5f, 1, 1]), new TableRows([0, 1, 1, 3, 3], [0, 3, 4]), .3f, .1), Shapes);
        GradientCheck.Verify((tape, p) => tape.WholeSquaredError(p[0], p[1], p[2], new TableRows([0, 1, 1, 1, 2], [3, 0]), default, 0, .3), Shapes);
    }

    [Fact]
    public void Many_places_are_the_sum_of_their_parts()
    {
        const int places = 900;
        const int rows = 4000;
        var parameters = new ParameterSet(new SplittableRandom(1));
        var hidden = parameters.AddNormal("hidden", new TensorShape(places, 2), 1);
        var table = parameters.AddNormal("table", new TensorShape(rows, 2), 1);
        var biases = parameters.AddNormal("biases", new TensorShape(rows), 1);
        var chance = new SplittableRandom(2);
        var wanted = Enumerable.Range(0, places).Select(_ => chance.Next(rows)).ToArray();
        var tape = new Tape(parameters);
        foreach (var multinomial in new[] { true, false })
        {
            tape.Reset(recording: true);
            tape.Backward(Loss(0, places));
            var whole = parameters.All.Select(parameter => tape.Gradients[parameter].Values.ToArray()).ToArray();
            var parts = parameters.All.Select(parameter => new float[parameter.Shape.Count]).ToArray();
            for (var first = 0; first < places; first += 90)
            {
                tape.Reset(recording: true);
                tape.Backward(Loss(first, first + 90));
                foreach (var parameter in parameters.All)
                {
                    var part = tape.Gradients[parameter].Values;
                    for (var index = 0; index < part.Length; index++)
                    {
                        parts[parameter.Index][index] += part[index];
                    }
                }
            }

            for (var index = 0; index < whole.Length; index++)
            {
                whole[index].Zip(parts[index], (left, right) => Math.Abs(left - right)).Max().ShouldBeLessThan(1e-2f);
            }

            Tensor Loss(int from, int to)
            {
                var some = tape.Gather(hidden, [.. Enumerable.Range(from, to - from)]);
                var ofEach = new TableRows([.. Enumerable.Range(0, to - from + 1)], wanted.AsSpan(from, to - from));
                return multinomial
                    ? tape.MultinomialLoss(some, tape.Use(table), tape.Use(biases), ofEach, default)
                    : tape.WholeSquaredError(some, tape.Use(table), tape.Use(biases), ofEach, default, .01f);
            }
        }
    }

    [Fact]
    public void Refuses_what_does_not_fit()
    {
        var (tape, hidden, table, biases) = Given();
        Should.Throw<ArgumentException>(() => tape.MultinomialLoss(hidden, biases, biases, new TableRows([0, 0, 0], []), default));
        Should.Throw<ArgumentException>(() => tape.MultinomialLoss(hidden, table, biases, new TableRows([0, 0], []), default));
        Should.Throw<ArgumentException>(() => tape.MultinomialLoss(hidden, table, biases, new TableRows([0, 1, 0], []), default));
        Should.Throw<ArgumentException>(() => tape.MultinomialLoss(hidden, table, biases, new TableRows([0, 1, 1], [0], [1, 1]), default));
        Should.Throw<ArgumentOutOfRangeException>(() => tape.WholeSquaredError(hidden, table, biases, new TableRows([0, 1, 1], [3]), default, 1));
    }

    private static (Tape Tape, Tensor Hidden, Tensor Table, Tensor Biases) Given()
    {
        var tape = new Tape(new ParameterSet(new SplittableRandom(1)));
        tape.Reset(recording: false);
        return (tape, tape.Input(new TensorShape(2, 1), [1, 2]), tape.Input(new TensorShape(3, 1), [.1f, .2f, -.3f]), tape.Input(new TensorShape(3), [.1f, 0, .2f]));
    }
}
