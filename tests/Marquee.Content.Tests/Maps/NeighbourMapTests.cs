using Marquee.Numerics;

namespace Marquee.Content.Tests.Maps;

public sealed class NeighbourMapTests
{
    private static readonly NeighbourMapOptions Short = new() { Perplexity = 10, ExaggeratedIterations = 100, Iterations = 150 };

    [Theory]
    [InlineData(MapForm.Exact)]
    [InlineData(MapForm.BarnesHut)]
    [InlineData(MapForm.Grid)]
    public void Keeps_clouds_apart_and_neighbours_together(MapForm form)
    {
        var (points, labels) = MapPoints.Clouds(6, 50, 10, distance: 14);
        var map = NeighbourMap.LayOut(points, Short with { Form = form });
        map.Form.ShouldBe(form);
        map.Divergence.ShouldBeInRange(0.05, 1.2);
        MapQuality.LabelError(map.Positions, labels).ShouldBe(0);
        MapQuality.KeptNeighbours(points, map.Positions).ShouldBeGreaterThan(0.4);
    }

    [Theory]
    [InlineData(MapForm.Exact)]
    [InlineData(MapForm.BarnesHut)]
    [InlineData(MapForm.Grid)]
    public void Is_the_same_bits_on_any_number_of_threads(MapForm form)
    {
        var (points, _) = MapPoints.Clouds(4, 160, 5);
        var options = Short with { Form = form, ExaggeratedIterations = 30, Iterations = 30 };
        var one = NeighbourMap.LayOut(points, options with { MaxDegreeOfParallelism = 1 });
        foreach (var threads in (int[])[2, 3])
        {
            NeighbourMap.LayOut(points, options with { MaxDegreeOfParallelism = threads }).Positions.Span.SequenceEqual(one.Positions.Span).ShouldBeTrue();
        }

        NeighbourMap.LayOut(points, options with { Seed = 43 }).Positions.Span.SequenceEqual(one.Positions.Span).ShouldBeFalse();
    }

    [Fact]
    public void Forms_reach_the_same_divergence()
    {
        var (points, _) = MapPoints.Clouds(5, 80, 8);
        var divergences = new[] { MapForm.Exact, MapForm.BarnesHut, MapForm.Grid }.Select(form => NeighbourMap.LayOut(points, Short with { Form = form }).Divergence).ToArray();
        divergences.Max().ShouldBeLessThan(divergences.Min() * 1.05);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void Lays_out_few_items(int items)
    {
        var map = NeighbourMap.LayOut(MapPoints.Normal(items, 3, 1, new SplittableRandom(1)), Short);
        map.Positions.Rows.ShouldBe(items);
        map.Positions.Span.ToArray().ShouldAllBe(value => float.IsFinite(value));
        map.Positions.Span.ToArray().Distinct().Count().ShouldBeGreaterThanOrEqualTo(items);
    }

    [Fact]
    public void Lays_out_items_that_are_all_the_same()
    {
        var map = NeighbourMap.LayOut(new DenseMatrix(50, 4), Short);
        map.Positions.Span.ToArray().ShouldAllBe(value => float.IsFinite(value));
    }

    [Fact]
    public void Reports_every_step_and_a_divergence_that_falls()
    {
        var reports = new List<NeighbourMapProgress>();
        NeighbourMap.LayOut(MapPoints.Clouds(3, 40, 5).Points, Short, new Reports(reports));
        reports.Count.ShouldBe(250);
        reports[^1].ShouldSatisfyAllConditions(last => last.Iteration.ShouldBe(250), last => last.Iterations.ShouldBe(250));
        var measured = reports.Where(report => report.Divergence is not null).ToArray();
        measured.Length.ShouldBe(5);
        measured[^1].Divergence!.Value.ShouldBeLessThan(measured[0].Divergence!.Value);
    }

    [Fact]
    public void Stops_when_asked()
    {
        using var stop = new CancellationTokenSource();
        var reports = new List<NeighbourMapProgress>();
        Should.Throw<OperationCanceledException>(() => NeighbourMap.LayOut(
            MapPoints.Clouds(3, 40, 5).Points, Short, new Reports(reports, () => stop.Cancel()), stop.Token));
        reports.Count.ShouldBe(1);
    }

    [Fact]
    public void Refuses_options_out_of_range() =>
        Should.Throw<ArgumentException>(() => NeighbourMap.LayOut(new DenseMatrix(5, 2), Short with { Perplexity = 0.5 })).Message.ShouldContain("Perplexity must be from 1 to 1000; given: 0.5");

    [Fact]
    public void Principal_directions_hold_the_most_variance_first()
    {
        var points = MapPoints.Normal(400, 6, 1, new SplittableRandom(9));
        for (var row = 0; row < 400; row++)
        {
            points[row, 4] *= 5;
            points[row, 1] = (points[row, 1] * 3) + 100;
        }

        var projected = PrincipalDirections.Project(points, 2);
        var (alongFirst, alongSecond) = (0.0, 0.0);
        for (var row = 0; row < 400; row++)
        {
            alongFirst += Math.Abs(projected[row, 0] - points[row, 4]) / 400;
            alongSecond += Math.Abs(projected[row, 1] - points[row, 1] + 100) / 400;
        }

        alongFirst.ShouldBeLessThan(0.7);
        alongSecond.ShouldBeLessThan(0.7);
    }

    private sealed class Reports(List<NeighbourMapProgress> reports, Action? then = null) : IProgress<NeighbourMapProgress>
    {
        public void Report(NeighbourMapProgress value)
        {
            reports.Add(value);
            then?.Invoke();
        }
    }
}
