namespace Marquee.Recommenders.Tests.Serving.ReRanking;

public sealed class ReRankerSetupTests
{
    [Fact]
    public void A_name_alone_has_the_defaults() => ReRankerSetup.Parse("calibrated").Options.ShouldBe(new CalibratedOptions());

    [Fact]
    public void A_number_behind_the_colon_is_the_strength() =>
        ReRankerSetup.Parse("calibrated:0.25").Options.ShouldBe(new CalibratedOptions { Strength = 0.25 });

    [Fact]
    public void Options_may_hold_equals_signs() =>
        ReRankerSetup.Parse("exposure:2,raise=language!=en, target=catalogue").Options
            .ShouldBe(new ExposureOptions { Strength = 2, Raise = "language!=en", Target = "catalogue" });

    [Theory]
    [InlineData("calibrated:0.5")]
    [InlineData("exposure:0.6,raise=language!=en,target=catalogue")]
    [InlineData("mmr:0.4,by=category+year")]
    public void The_text_can_be_read_again(string text)
    {
        ReRankerSetup.Parse(text).Text.ShouldBe(text);
        ReRankerSetup.Parse(ReRankerSetup.Parse(text).Text).ShouldBe(ReRankerSetup.Parse(text));
    }

    [Fact]
    public void Another_strength_leaves_the_rest_as_it_is()
    {
        var setup = ReRankerSetup.Parse("exposure:2,raise=popularity=tail,depth=20").WithStrength(0.125);
        setup.Strength.ShouldBe(0.125);
        setup.Options.ShouldBe(new ExposureOptions { Strength = 0.125, Depth = 20 });
    }

    [Theory]
    [InlineData("novelty", "There is no re-ranker 'novelty'; the re-rankers are calibrated, exposure, mmr, dislikes.")]
    [InlineData("calibrated:2", "Option 'strength' is 2; it must be a number from 0 to 1.")]
    [InlineData("calibrated:much", "Option 'strength' is 'much'; it must be a number from 0 to 1.")]
    [InlineData("calibrated:0.5,raise=x", "There is no option 'raise'; the options are strength, items, smoothing, halfLifeDays, depth.")]
    [InlineData("exposure:0.5,tail", "'tail' is not understood; write OPTION=VALUE, such as strength=0.5.")]
    [InlineData("exposure:", "Option 'strength' is ''; it must be a number from 0 to 100.")]
    public void What_is_wrong_is_said(string text, string message) => Should.Throw<OptionException>(() => ReRankerSetup.Parse(text)).Message.ShouldBe(message);

    [Fact]
    public void Every_re_ranker_is_made_for_a_catalogue_and_keeps_what_it_is_given()
    {
        const string Films = "rrraaa";
        var candidates = Shelf.From(0, 5);
        foreach (var family in ReRankerCatalogue.All)
        {
            var reRanker = new ReRankerSetup(family, family.Options.Defaults).Create(Shelf.Of(Films));
            reRanker.Depth(10).ShouldBeGreaterThanOrEqualTo(10);
            reRanker.ReRank(default, candidates, 3).Take(3).ShouldBeSubsetOf(candidates);
        }
    }
}
