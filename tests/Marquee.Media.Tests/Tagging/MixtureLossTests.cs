using Marquee.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Media.Tests;

public class MixtureLossTests
{
    private const int Labels = 19;
    private const int Experts = 3;
    private const int Columns = ((2 * Experts) + 1) * Labels;

    private static readonly LabelSets Sets = new(Labels, [[0, 7, 18], []]);

    public static TheoryData<SimdWidth> Widths => [.. SimdWidths.Supported];

    [Theory, MemberData(nameof(Widths))]
    public void A_kernel_gives_the_loss_that_is_written_down_and_its_derivative(SimdWidth width)
    {
        var logits = Logits();
        var gradient = new float[Columns];
        for (var row = 0; row < 2; row++)
        {
            MixtureKernel.For(width).Loss(logits.AsSpan(row * Columns, Columns), gradient, Labels, Experts, Sets.Of(row)).ShouldBe(Loss(logits.AsSpan(row * Columns, Columns), row), 1e-4);

            for (var place = 0; place < Columns; place++)
            {
                var moved = logits.AsSpan(row * Columns, Columns).ToArray();
                moved[place] += 1e-2f;
                var above = Loss(moved, row);
                moved[place] -= 2e-2f;
                gradient[place].ShouldBe((float)((above - Loss(moved, row)) / 2e-2), 2e-3f, $"row {row}, number {place}");
            }
        }
    }

    [Fact]
    public void Log_odds_are_those_of_the_chances()
    {
        var logits = Logits();
        var odds = new float[Labels];
        MixtureKernel.LogOdds(logits.AsSpan(0, Columns), Labels, Experts, odds);

        for (var label = 0; label < Labels; label++)
        {
            var chance = Chance(logits.AsSpan(0, Columns), label);
            odds[label].ShouldBe((float)Math.Log(chance / (1 - chance)), 1e-4f);
        }
    }

    [Fact]
    public void A_tape_scales_the_derivative_by_what_came_to_the_loss()
    {
        var parameters = new ParameterSet(new SplittableRandom(1));
        var logits = parameters.AddConstant("logits", new TensorShape(2, Columns));
        Logits().CopyTo(logits.Values);
        var tape = new Tape(parameters);
        tape.Reset(recording: true);
        tape.Backward(tape.MixtureLoss(tape.Use(logits), Sets, [0, 1], Experts));
        var once = tape.Gradients[logits].Values.ToArray();
        tape.Reset(recording: true);
        tape.Backward(tape.Scale(tape.MixtureLoss(tape.Use(logits), Sets, [0, 1], Experts), 3));
        tape.Gradients[logits].Values.ToArray().ShouldBe(once.Select(number => 3 * number), 1e-5);
        once.ShouldContain(number => number != 0);
    }

    private static float[] Logits()
    {
        var random = new SplittableRandom(5);
        return [.. Enumerable.Range(0, 2 * Columns).Select(_ => (float)(1.5 * random.NextGaussian()))];
    }

    // As the paper writes it.
    private static double Loss(ReadOnlySpan<float> row, int example)
    {
        var loss = 0.0;
        for (var label = 0; label < Labels; label++)
        {
            var chance = Chance(row, label);
            loss -= Math.Log(Sets.Has(example, label) ? chance : 1 - chance);
        }

        return loss;
    }

    private static double Chance(ReadOnlySpan<float> row, int label)
    {
        var (sum, total) = (0.0, Math.Exp(row[label]));
        for (var expert = 1; expert <= Experts; expert++)
        {
            var gate = Math.Exp(row[(expert * Labels) + label]);
            total += gate;
            sum += gate / (1 + Math.Exp(-row[((Experts + expert) * Labels) + label]));
        }

        return sum / total;
    }
}
