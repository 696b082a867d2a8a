using Marquee.Numerics;
using Marquee.Recommenders;

namespace Marquee.Evaluation.Tests.Tuning;

public class SearchSpaceTests
{
    [Fact]
    public void Holds_all_that_can_be_searched_and_starts_at_the_defaults()
    {
        var space = SearchSpace.Of(Landscape.Family);
        space.Dimensions.Select(dimension => dimension.Name).ShouldBe(["rate", "weight", "steps", "colour", "turned"]);
        space.Start.ShouldBe(new Landscape.Options());
        space.OptionsAt(space.PointOf(space.Start)).ShouldBe(space.Start);
    }

    [Fact]
    public void What_is_fixed_is_not_searched_and_stays()
    {
        var space = SearchSpace.Of(Landscape.Family, [KeyValuePair.Create("rate", "7"), KeyValuePair.Create("free", "8")]);
        space.Dimensions.Select(dimension => dimension.Name).ShouldBe(["weight", "steps", "colour", "turned"]);
        space.OptionsAt([0, 0, 1, 1]).ShouldBe(new Landscape.Options { Rate = 7, Free = 8, Weight = 0.01, Steps = 1, Colour = Landscape.Colour.Green, Turned = true });
    }

    [Fact]
    public void May_start_elsewhere_than_at_the_defaults()
    {
        var space = SearchSpace.Of(Landscape.Family, [KeyValuePair.Create("rate", "7")], ["steps"], start: [KeyValuePair.Create("rate", "8"), KeyValuePair.Create("steps", "9"), KeyValuePair.Create("weight", "2")]);
        space.Start.ShouldBe(new Landscape.Options { Rate = 7, Steps = 9, Weight = 2 });
        space.OptionsAt([0]).ShouldBe(new Landscape.Options { Rate = 7, Steps = 1, Weight = 2 });
    }

    [Fact]
    public void Only_what_is_named_is_searched()
    {
        var space = SearchSpace.Of(Landscape.Family, only: ["steps", "rate"], ranges: new Dictionary<string, (double, double)> { ["steps"] = (5, 6) });
        space.Dimensions.Select(dimension => (dimension.Name, dimension.Minimum, dimension.Maximum)).ShouldBe([("rate", 1e-4, 10), ("steps", 5, 6)]);
    }

    [Fact]
    public void Points_outside_a_range_count_as_the_nearest_bound() =>
        SearchSpace.Of(Landscape.Family, only: ["steps"], ranges: new Dictionary<string, (double, double)> { ["steps"] = (5, 6) }).PointOf(new Landscape.Options()).Single().ShouldBe(0.75);

    [Fact]
    public void Mistakes_are_named()
    {
        Message(() => SearchSpace.Of(Landscape.Family, only: ["stepps"])).ShouldBe("There is no option 'stepps' of landscape to search; its options are rate, weight, steps, colour, turned, free, name.");
        Message(() => SearchSpace.Of(Landscape.Family, [KeyValuePair.Create("rate", "7")], ["rate"])).ShouldBe("Option 'rate' is fixed and cannot be searched too; leave one of the two out.");
        Message(() => SearchSpace.Of(Landscape.Family, only: ["free"])).ShouldStartWith("Option 'free' has no range to search");
        Message(() => SearchSpace.Of(Landscape.Family, only: ["name"])).ShouldStartWith("Option 'name' has no range to search");
        Message(() => SearchSpace.Of(Landscape.Family, only: ["rate"], ranges: new Dictionary<string, (double, double)> { ["steps"] = (5, 6) })).ShouldStartWith("Option 'steps' has a range but is not among those to search");
        Message(() => SearchSpace.Of(Landscape.Family, [KeyValuePair.Create("rate", "0")])).ShouldStartWith("Option 'rate' is 0");
        Message(() => SearchSpace.Of(ModelCatalogue.Find("most-popular"), [KeyValuePair.Create("measure", "users")])).ShouldBe("most-popular has no option left to search; its options are measure.");

        static string Message(Action action) => Should.Throw<OptionException>(action).Message;
    }

    [Fact]
    public void Values_that_are_named_are_the_only_ones_tried()
    {
        var space = SearchSpace.Of(Landscape.Family, only: ["rate", "name"], values: Values("rate", "0.10", "1", "7").Concat(Values("name", "hill", "dale")).ToDictionary());
        space.Dimensions.Select(dimension => string.Join(' ', dimension.Words)).ShouldBe(["0.1 1 7", "hill dale"]);
        space.TextsOf(space.Start).ShouldBe(["1", "hill"]);
        space.TextsOf(space.OptionsAt([0, 1])).ShouldBe(["0.1", "dale"]);
        SearchSpace.Of(Landscape.Family, values: Values("rate", "3", "4")).Start.ShouldBe(new Landscape.Options { Rate = 3 }, "none of the values is the default");
    }

    [Fact]
    public void Values_that_cannot_be_tried_are_refused()
    {
        Message(() => SearchSpace.Of(Landscape.Family, values: Values("rate", "1"))).ShouldBe("Option 'rate' has one value to try; fix it instead, or name two at least.");
        Message(() => SearchSpace.Of(Landscape.Family, values: Values("rate", "1", "1.0"))).ShouldBe("Option 'rate' is to be tried with 1 twice.");
        Message(() => SearchSpace.Of(Landscape.Family, values: Values("rate", "1", "0"))).ShouldStartWith("Option 'rate' is 0");
        Message(() => SearchSpace.Of(Landscape.Family, values: Values("height", "1", "2"))).ShouldStartWith("There is no option 'height' of landscape to search");
        Message(() => SearchSpace.Of(Landscape.Family, only: ["steps"], values: Values("rate", "1", "2"))).ShouldStartWith("Option 'rate' has values but is not among those to search");
        Message(() => SearchSpace.Of(Landscape.Family, ranges: new Dictionary<string, (double, double)> { ["rate"] = (5, 6) }, values: Values("rate", "1", "2"))).ShouldStartWith("Option 'rate' has a range and values to try");
        Message(() => SearchSpace.Of(Landscape.Family, [KeyValuePair.Create("rate", "7")], values: Values("rate", "1", "2"))).ShouldStartWith("Option 'rate' is fixed");

        static string Message(Action action) => Should.Throw<OptionException>(action).Message;
    }

    private static Dictionary<string, IReadOnlyList<string>> Values(string name, params string[] values) => new() { [name] = values };

    [Fact]
    public void What_is_drawn_lies_where_it_was_drawn()
    {
        var random = new SplittableRandom(1);
        foreach (var space in ModelCatalogue.All.Where(family => family.Options.Options.Any(option => SearchDimension.Of(option) is not null)).Select(family => SearchSpace.Of(family)))
        {
            for (var draw = 0; draw < 100; draw++)
            {
                if (space.TryOptionsAt(space.Draw(random)) is { } options)
                {
                    space.OptionsAt(space.PointOf(options)).ShouldBe(options);
                }
            }
        }
    }

    [Fact]
    public void Options_that_do_not_go_together_are_nothing()
    {
        var space = SearchSpace.Of(Landscape.Family, only: ["steps", "turned"]);
        space.TryOptionsAt([0.999, 1]).ShouldBeNull();
        Should.Throw<OptionException>(() => space.OptionsAt([0.999, 1]));
        space.TryOptionsAt([0.999, 0]).ShouldNotBeNull();
    }
}
