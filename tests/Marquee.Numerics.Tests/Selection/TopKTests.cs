using FsCheck;
using FsCheck.Fluent;

namespace Marquee.Numerics.Tests;

public class TopKTests
{
    [Fact]
    public void Every_width_agrees_with_a_full_sort_for_any_numbers_ties_and_exclusions() =>
        Prop.ForAll(
            Gen.Sized(size => Gen.Choose(0, 9).ArrayOf(size * 4)).ToArbitrary(),
            Gen.Choose(0, 40).ToArbitrary(),
            Gen.Choose(0, 5).ToArbitrary(),
            (digits, count, every) =>
            {
                // Few different numbers make many ties; some are not numbers at all.
                var scores = Array.ConvertAll(digits, digit => digit switch { 8 => float.NaN, 9 => float.NegativeInfinity, _ => digit });
                var excluded = every == 0 ? [] : Enumerable.Range(0, scores.Length + 10).Where(index => index % every == 0).ToArray();
                foreach (var width in SimdWidths.Supported)
                {
                    Select(width, scores, count, excluded).ShouldBe(Sorted(scores, count, excluded), $"{width}");
                }
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_width_finds_the_best_of_many_wherever_they_stand()
    {
        var random = new SplittableRandom(1);
        var scores = new float[1000];
        for (var round = 0; round < 20; round++)
        {
            foreach (ref var score in scores.AsSpan())
            {
                score = random.NextSingle();
            }

            foreach (var width in SimdWidths.Supported)
            {
                foreach (var count in new[] { 1, 10, 100, 1000, 1500 })
                {
                    Select(width, scores.AsSpan(round), count, []).ShouldBe(Sorted(scores[round..], count, []));
                }
            }
        }
    }

    [Fact]
    public void Equal_numbers_come_by_index() =>
        Select(SimdWidths.Chosen, [1, 2, 1, 2, 1, 2], 4, []).ShouldBe([(1, 2), (3, 2), (5, 2), (0, 1)]);

    [Fact]
    public void Not_a_number_comes_last() =>
        Select(SimdWidths.Chosen, [float.NaN, -1, float.NegativeInfinity, 5], 4, []).Select(pair => pair.Index).ShouldBe([3, 1, 2, 0]);

    [Fact]
    public void Indices_outside_of_the_scores_exclude_nothing() =>
        Select(SimdWidths.Chosen, [1, 2, 3], 2, [-7, 1, 99]).ShouldBe([(2, 3), (0, 1)]);

    [Fact]
    public void Returns_how_many_there_are_where_more_are_wanted()
    {
        var indices = new int[5];
        TopK.Select([3, 4], indices, new float[5]).ShouldBe(2);
        indices[..2].ShouldBe([1, 0]);
        TopK.Select([3, 4], [], []).ShouldBe(0);
        TopK.Select([], indices, new float[5]).ShouldBe(0);
    }

    [Fact]
    public void Refuses_targets_of_different_length() =>
        Should.Throw<ArgumentException>(() => TopK.Select([1, 2], new int[2], new float[1]));

    private static (int Index, float Value)[] Select(SimdWidth width, ReadOnlySpan<float> scores, int count, int[] excluded)
    {
        var indices = new int[count];
        var values = new float[count];
        var found = TopK.Select(width, scores, indices, values, excluded);
        return [.. indices.Zip(values).Take(found)];
    }

    private static (int Index, float Value)[] Sorted(float[] scores, int count, int[] excluded) =>
        [.. scores.Select((value, index) => (index, value))
            .Where(pair => !excluded.Contains(pair.index))
            .OrderBy(pair => float.IsNaN(pair.value))
            .ThenByDescending(pair => pair.value)
            .ThenBy(pair => pair.index)
            .Take(count)];
}
