using Marquee.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Media.Tests;

public class CriticTests
{
    private const int Features = 3;
    private const int Batch = 4;

    private readonly ParameterSet _parameters = new(new SplittableRandom(3));
    private readonly Critic _critic;
    private readonly Tape _tape;

    public CriticTests()
    {
        _critic = new Critic(_parameters, Features, 5);
        _tape = new Tape(_parameters);
        foreach (var parameter in _parameters.All)
        {
            // Biases begin at zero, where some mistakes do not show.
            var random = new SplittableRandom(9).Split(parameter.Name);
            foreach (ref var value in parameter.Values)
            {
                value += (float)(0.3 * random.NextGaussian());
            }
        }
    }

    [Fact]
    public void The_derivative_by_the_vectors_is_that_of_the_scores()
    {
        var (vectors, conditions) = (Numbers(1), Numbers(2));
        var gradient = Judge(vectors, conditions).Gradient;
        for (var place = 0; place < vectors.Length; place++)
        {
            var moved = (float[])vectors.Clone();
            moved[place] += 0.01f;
            var above = Judge(moved, conditions).Scores[place / Features];
            moved[place] -= 0.02f;
            gradient[place].ShouldBe((above - Judge(moved, conditions).Scores[place / Features]) / 0.02f, 1e-3f);
        }
    }

    [Fact]
    public void The_derivative_of_the_loss_with_its_penalty_is_exact()
    {
        Loss(recording: true);
        var gradients = _parameters.All.Select(parameter => _tape.Gradients[parameter].Values.ToArray()).ToArray();
        var largest = 0f;
        foreach (var parameter in _parameters.All)
        {
            for (var place = 0; place < parameter.Values.Length; place++)
            {
                var kept = parameter.Values[place];
                parameter.Values[place] = kept + 5e-3f;
                var above = Loss(recording: false);
                parameter.Values[place] = kept - 5e-3f;
                var below = Loss(recording: false);
                parameter.Values[place] = kept;
                gradients[parameter.Index][place].ShouldBe((above - below) / 1e-2f, 2e-2f, $"{parameter.Name}, {place}");
                largest = Math.Max(largest, Math.Abs(gradients[parameter.Index][place]));
            }
        }

        largest.ShouldBeGreaterThan(0.5f);
    }

    [Fact]
    public void A_derivative_of_nothing_costs_the_whole_penalty()
    {
        // All weights zero but those of the output: the derivative is zero, and the penalty its weight.
        foreach (var parameter in _parameters.All)
        {
            parameter.Values.Clear();
        }

        Loss(recording: false).ShouldBe(10, 1e-4f);
    }

    private static float[] Numbers(ulong seed)
    {
        var random = new SplittableRandom(seed);
        return [.. Enumerable.Range(0, Batch * Features).Select(_ => (float)random.NextGaussian())];
    }

    private (float[] Scores, float[] Gradient) Judge(float[] vectors, float[] conditions)
    {
        _tape.Reset(recording: false);
        var (scores, gradient) = _critic.Judge(_tape, Input(vectors), Input(conditions));
        return (scores.Values.ToArray(), gradient.Values.ToArray());
    }

    private float Loss(bool recording)
    {
        _tape.Reset(recording);
        var loss = _critic.Loss(_tape, Input(Numbers(1)), Input(Numbers(4)), Input(Numbers(5)), Input(Numbers(2)), 10);
        if (recording)
        {
            _tape.Backward(loss);
        }

        return loss.Value;
    }

    private Tensor Input(float[] numbers) => _tape.Input(new TensorShape(Batch, Features), numbers);
}
