using Marquee.Recommenders;

namespace Marquee.Evaluation.Tests.Tuning;

public class SearchDimensionTests
{
    [Fact]
    public void A_logarithmic_number_is_spread_by_factors()
    {
        var rate = Dimension("rate");
        (rate.Minimum, rate.Maximum, rate.IsLogarithmic, rate.Count).ShouldBe((1e-4, 10, true, null));
        rate.TextAt(0).ShouldBe("0.0001");
        rate.TextAt(0.4).ShouldBe("0.01");
        rate.TextAt(1).ShouldBe("10");
        rate.PlaceOf("0.01").ShouldBe(0.4, 1e-12);
    }

    [Fact]
    public void A_whole_number_has_as_much_room_as_any_other()
    {
        var steps = Dimension("steps");
        steps.Count.ShouldBe(200);
        var texts = Enumerable.Range(0, 20_000).Select(step => steps.TextAt((step + 0.5) / 20_000)).ToArray();
        texts.GroupBy(text => text).Select(group => (int.Parse(group.Key), group.Count())).ShouldBe(Enumerable.Range(1, 200).Select(number => (number, 100)));
    }

    [Fact]
    public void Words_and_flags_are_chosen_from_a_list()
    {
        Dimension("colour").Words.ShouldBe(["red", "green", "dark-blue"]);
        Dimension("turned").Words.ShouldBe(["false", "true"]);
        Dimension("colour").TextAt(2).ShouldBe("dark-blue");
        Dimension("colour").PlaceOf("green").ShouldBe(1);
    }

    [Fact]
    public void Numbers_have_four_digits_and_stay_between_the_bounds()
    {
        var narrow = SearchDimension.Of(Option("rate"), (0.123456, 0.123499))!;
        narrow.TextAt(0.5).ShouldBe("0.123499", "0.1235 lies outside");
        Dimension("rate").TextAt(0.123456).ShouldBe("0.0004143");
    }

    [Fact]
    public void A_number_without_bounds_is_not_searched_unless_it_is_given_some()
    {
        SearchDimension.Of(Option("free")).ShouldBeNull();
        SearchDimension.Of(Option("free"), (0, 4))!.TextAt(0.5).ShouldBe("2");
    }

    [Theory]
    [InlineData("rate", 0, 1)]
    [InlineData("rate", 2, 1)]
    [InlineData("steps", 1, 2000)]
    [InlineData("colour", 0, 1)]
    public void A_range_must_make_sense(string name, double low, double high) =>
        Should.Throw<OptionException>(() => SearchDimension.Of(Option(name), (low, high))).Message.ShouldStartWith($"Option '{name}' ");

    [Fact]
    public void Every_option_of_every_family_can_be_tried_at_every_place()
    {
        foreach (var family in ModelCatalogue.All)
        {
            foreach (var option in family.Options.Options)
            {
                if (SearchDimension.Of(option) is not { } dimension)
                {
                    continue;
                }

                (dimension.IsLogarithmic && dimension.Minimum <= 0).ShouldBeFalse($"{family.Name} {option.Name} is searched by factors from {dimension.Minimum}");
                double[] places = dimension.Words.Count > 0 ? [.. Enumerable.Range(0, dimension.Words.Count)] : [0, 0.1, 0.5, 0.9, 1];
                foreach (var place in places)
                {
                    var text = dimension.TextAt(place);
                    var options = family.Options.Parse([KeyValuePair.Create(option.Name, text)]);
                    dimension.PlaceOf(family.Options.ToJson(options)[option.Name]!.ToString()).ShouldBe(place, dimension.IsWhole ? 0.5 : 0.001, $"{family.Name} {option.Name} {text}");
                }
            }
        }
    }

    [Fact]
    public void The_same_value_has_the_same_place_whether_it_was_chosen_or_read_back()
    {
        var rate = Dimension("rate");
        var options = Landscape.Family.Options.Parse([KeyValuePair.Create("rate", rate.TextAt(0.3141592))]);
        var back = Landscape.Family.Options.FromJson(Landscape.Family.Options.ToJson(options));
        back.ShouldBe(options);
        rate.PlaceOf(Landscape.Family.Options.ToJson(back)["rate"]!.ToString()).ShouldBe(rate.PlaceOf(rate.TextAt(0.3141592)));
    }

    private static OptionDescription Option(string name) => Landscape.Family.Options.Options.Single(option => option.Name == name);

    private static SearchDimension Dimension(string name) => SearchDimension.Of(Option(name))!;
}
