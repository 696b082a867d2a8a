using System.Numerics;
using Marquee.Numerics;

namespace Marquee.Recommenders.Tests;

public class NormalLanesTests
{
    [Fact]
    public void Many_probabilities_and_densities_are_those_of_each()
    {
        double[] bounds = [-NormalLanes.Infinity, -9, -2.5, -0.1, 0, 0.4, 3, 8, NormalLanes.Infinity];
        foreach (var low in bounds)
        {
            foreach (var high in bounds.Where(high => high > low))
            {
                var (lows, highs) = (new double[Vector<double>.Count], new double[Vector<double>.Count]);
                Array.Fill(lows, -1);
                Array.Fill(highs, 1);
                (lows[^1], highs[^1]) = (low, high);
                var between = NormalLanes.Between(new Vector<double>(lows), new Vector<double>(highs));
                var expected = IntervalLikelihood.Probability(low, high);
                // Each tail is wrong by at most 1.2e-7 of itself.
                between[Vector<double>.Count - 1].ShouldBe(expected, 1.2e-7 * (NormalDistribution.Cumulative(-Math.Abs(low)) + NormalDistribution.Cumulative(-Math.Abs(high))) + 1e-300);
                between[0].ShouldBe(0.6826894921370859, 2e-7);
            }

            // A density of 1e-314 has few digits of its own.
            NormalLanes.Density(Vector.Create(low))[0].ShouldBe(NormalDistribution.Density(low), 1e-12 * NormalDistribution.Density(low) + 1e-300);
        }
    }
}
