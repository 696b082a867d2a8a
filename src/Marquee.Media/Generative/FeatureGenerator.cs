using Marquee.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Media;

/// <summary>Makes further feature vectors of a class of which there are few, spread as those of other classes are: what <see cref="FeatureGeneratorTrainer"/> learned. Immutable.</summary>
public sealed class FeatureGenerator
{
    private readonly ParameterSet _parameters;
    private readonly Generator _generator;
    private readonly FeatureGeneratorOptions _options;
    private readonly float _scale;
    private readonly int _features;

    internal FeatureGenerator(ParameterSet parameters, Generator generator, FeatureGeneratorOptions options, int features, float scale) =>
        (_parameters, _generator, _options, _features, _scale) = (parameters, generator, options, features, scale);

    /// <summary>Makes vectors of a class.</summary>
    /// <param name="examples">The vectors that there are of it, at least one.</param>
    /// <param name="count">How many to make.</param>
    /// <param name="seed">Seed of the noise, and of which examples each is made from.</param>
    /// <returns><c>count x features</c>.</returns>
    /// <exception cref="ArgumentException">There is no example, or it has another number of features.</exception>
    public DenseMatrix Generate(DenseMatrix examples, int count, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (examples.Rows == 0 || examples.Columns != _features)
        {
            throw new ArgumentException($"Vectors are made like examples of {_features} numbers, at least one; given are {examples}.", nameof(examples));
        }

        var random = new SplittableRandom(seed).Split("generate");
        var tape = new Tape(_parameters);
        tape.Reset(recording: false);
        var (conditions, noise) = (tape.Input(new TensorShape(count, _features)), tape.Input(new TensorShape(count, _generator.Noise)));
        int[] rows = [.. Enumerable.Range(0, examples.Rows)];
        for (var row = 0; row < count; row++)
        {
            FeatureGeneratorTrainer.WriteMean(examples, rows, -1, _options.Shots, _scale, conditions.Values.Slice(row * _features, _features), random);
        }

        foreach (ref var number in noise.Values)
        {
            number = (float)random.NextGaussian();
        }

        var made = new DenseMatrix(count, _features);
        tape.Scale(_generator.Make(tape, noise, conditions), 1 / _scale).Values.CopyTo(made.Span);
        return made;
    }
}
