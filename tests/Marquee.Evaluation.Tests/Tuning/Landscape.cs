using Marquee.Recommenders;

namespace Marquee.Evaluation.Tests.Tuning;

/// <summary>A known function of some options, in place of training: largest, 0, at a known place.</summary>
internal sealed class Landscape(Func<Landscape.Options, int, double> height, params double[] shares) : ITuningObjective
{
    public enum Colour
    {
        Red,
        Green,
        DarkBlue,
    }

    public sealed record Options : ModelOptions
    {
        [Option("Best at 0.01.", Minimum = 1e-6, Maximum = 1000, SearchMinimum = 1e-4, SearchMaximum = 10, Logarithmic = true)]
        public float Rate { get; init; } = 1;

        [Option("Best where its product with the rate is 0.003.", Minimum = 1e-4, Maximum = 100, SearchMinimum = 0.01, SearchMaximum = 10, Logarithmic = true)]
        public double Weight { get; init; } = 1;

        [Option("Best at 40.", Minimum = 1, Maximum = 1000, SearchMinimum = 1, SearchMaximum = 200)]
        public int Steps { get; init; } = 100;

        [Option("Best dark blue.")]
        public Colour Colour { get; init; }

        [Option("Best on.")]
        public bool Turned { get; init; }

        [Option("Has no bounds and cannot be searched.", Minimum = 0)]
        public double Free { get; init; } = 3;

        [Option("A text, which is not searched.")]
        public string Name { get; init; } = "hill";

        public override void Check()
        {
            if (Turned && Steps == 200)
            {
                throw new OptionException("Options 'turned' and 'steps' of 200 do not go together.");
            }
        }
    }

    public static ModelFamily Family { get; } = new ModelFamily<Options>(
        "landscape", "A known function.", "None", (_, _, _) => throw new NotSupportedException(), (_, _) => throw new NotSupportedException());

    /// <summary>A hill with one top, on which two options work together.</summary>
    public static Landscape Hill { get; } = new((options, _) =>
        -Square(Math.Log10(options.Rate / 0.01)) - (2 * Square(Math.Log10(options.Rate * options.Weight / 0.003))) - Square((options.Steps - 40) / 100.0)
        - (options.Colour == Colour.DarkBlue ? 0 : 0.5) - (options.Turned ? 0 : 0.5));

    public IReadOnlyList<double> Shares { get; } = shares.Length == 0 ? [1] : shares;

    public MetricValues Measure(ModelOptions options, int rung, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new MetricValues("height", [height((Options)options, rung)]);
    }

    private static double Square(double number) => number * number;
}
