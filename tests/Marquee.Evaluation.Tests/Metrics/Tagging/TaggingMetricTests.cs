using FsCheck.Fluent;
using Marquee.Media;
using Marquee.Numerics;

namespace Marquee.Evaluation.Tests.Metrics;

public class TaggingMetricTests
{
    // Three videos and four labels. Orders of labels: 2 0 1 3 | 0 3 1 2 | 1 3 0 2.
    private static readonly DenseMatrix Scores = new(3, 4, new float[]
    {
        0.8f, 0.3f, 0.9f, 0.1f,
        0.7f, 0.35f, 0.05f, 0.6f,
        0.2f, 0.95f, 0.15f, 0.4f,
    });

    private static readonly LabelSets Labels = new(4, [[0, 1], [0, 1, 3], [3]]);
    private static readonly TaggedExamples Videos = new(Scores, Labels);

    [Fact]
    public void Hit_at_1_is_the_share_of_videos_whose_best_label_is_right() => Value(new HitAtOne()).ShouldBe(1 / 3.0, 1e-12);

    [Fact]
    public void Precision_at_equal_recall_looks_at_as_many_labels_as_a_video_has() =>
        // One of two, all three of three (0, 3 and 1), none of one.
        Value(new EqualRecallPrecision()).ShouldBe(((1 / 2.0) + 1 + 0) / 3, 1e-12);

    [Fact]
    public void Mean_average_precision_is_that_of_the_labels_that_somebody_has()
    {
        // Label 0: videos 0, 1, 2, right at 1 and 2. Label 1: videos 2, 1, 0, right at 2 and 3. Label 3: videos 1, 2, 0, right at 1 and 2. Nobody has label 2.
        var expected = (1.0 + (((1 / 2.0) + (2 / 3.0)) / 2) + 1.0) / 3;
        Value(new MeanAveragePrecision()).ShouldBe(expected, 1e-12);
    }

    [Fact]
    public void Global_average_precision_pools_the_best_labels_of_all_videos()
    {
        // The two best of each in one list: 2:1 wrong .95, 0:2 wrong .9, 0:0 right .8, 1:0 right .7, 1:3 right .6, 2:3 right .4; six labels in all, of which two are not among them.
        Value(new GlobalAveragePrecisionAt(2)).ShouldBe(((1 / 3.0) + (2 / 4.0) + (3 / 5.0) + (4 / 6.0)) / 6, 1e-12);
        // All four of each: behind those 1:1 right .35, 0:1 right .3.
        Value(new GlobalAveragePrecisionAt(20)).ShouldBe(((1 / 3.0) + (2 / 4.0) + (3 / 5.0) + (4 / 6.0) + (5 / 7.0) + (6 / 8.0)) / 6, 1e-12);
    }

    [Fact]
    public void Equal_scores_count_against_the_model()
    {
        var same = new TaggedExamples(new DenseMatrix(2, 3, new float[] { 1, 1, 1, 1, 1, 1 }), new LabelSets(3, [[0], [0]]));
        new HitAtOne().Prepare(same)(null).ShouldBe(0);
        new EqualRecallPrecision().Prepare(same)(null).ShouldBe(0);
        // Label 0 is everybody's: nothing wrong is beside it.
        new MeanAveragePrecision().Prepare(same)(null).ShouldBe(1);
        new MeanAveragePrecision().Prepare(new TaggedExamples(new DenseMatrix(2, 1, new float[] { 1, 1 }), new LabelSets(1, [[0], []])))(null).ShouldBe(0.5);
        // Four wrong entries come before the two right ones.
        new GlobalAveragePrecisionAt(20).Prepare(same)(null).ShouldBe(((1 / 5.0) + (2 / 6.0)) / 2, 1e-12);
    }

    [Fact]
    public void Videos_without_labels_are_left_out_where_a_mean_over_videos_is_taken()
    {
        var videos = new TaggedExamples(new DenseMatrix(2, 2, new float[] { 1, 0, 0, 1 }), new LabelSets(2, [[0], []]));
        new HitAtOne().Prepare(videos)(null).ShouldBe(1);
        new EqualRecallPrecision().Prepare(videos)(null).ShouldBe(1);
        new GlobalAveragePrecisionAt(1).Prepare(videos)(null).ShouldBe(0.5 * 1, 1e-12);
    }

    [Fact]
    public void A_video_that_counts_twice_is_the_same_as_two_videos()
    {
        var gen = from count in Gen.Choose(1, 6)
                  from labels in Gen.Choose(1, 5)
                  from scores in Gen.Choose(0, 8).ArrayOf(count * labels)
                  from has in Gen.Choose(0, 2).ArrayOf(count * labels)
                  from times in Gen.Choose(0, 3).ArrayOf(count)
                  select (count, labels, scores, has, times);
        Law.Holds(gen, drawn =>
        {
            int[] repeated = [.. Enumerable.Range(0, drawn.count).SelectMany(video => Enumerable.Repeat(video, drawn.times[video]))];
            if (repeated.Length == 0)
            {
                return;
            }

            var scores = new DenseMatrix(drawn.count, drawn.labels, drawn.scores.Select(score => (float)score).ToArray());
            var sets = new LabelSets(drawn.labels, [.. Enumerable.Range(0, drawn.count).Select(video => Enumerable.Range(0, drawn.labels).Where(label => drawn.has[(video * drawn.labels) + label] == 0).ToArray())]);
            var written = new DenseMatrix(repeated.Length, drawn.labels);
            for (var row = 0; row < repeated.Length; row++)
            {
                scores.Row(repeated[row]).CopyTo(written.Row(row));
            }

            var (weighted, repeating) = (new TaggedExamples(scores, sets), new TaggedExamples(written, sets.Take(repeated)));
            foreach (var metric in TaggingMetrics.All)
            {
                var (value, expected) = (metric.Prepare(weighted)(drawn.times), metric.Prepare(repeating)(null));
                (value.Equals(expected) || Math.Abs(value - expected) < 1e-12).ShouldBeTrue($"{metric.Key}: {value} instead of {expected}");
            }
        });
    }

    [Fact]
    public void An_interval_of_a_difference_with_itself_is_nothing()
    {
        var found = TaggingMetrics.Compare([Videos], [Videos], 1, 1);
        found.ShouldAllBe(figure => figure.Value == 0 && figure.Interval == new Interval(0, 0));
        TaggingMetrics.Compare([Videos], [], 1, 1).Select(figure => figure.Value).ShouldBe(TaggingMetrics.Values(Videos).Select(pair => pair.Value));
    }

    [Fact]
    public void Scores_that_are_no_numbers_are_refused_by_place() =>
        Should.Throw<ArgumentException>(() => new TaggedExamples(new DenseMatrix(1, 2, new float[] { 0, float.NaN }), new LabelSets(2, [[0]]))).Message.ShouldContain("example 0 for label 1");

    private static double Value(ITaggingMetric metric) => metric.Prepare(Videos)(null);
}
