using Marquee.Cli.Demo;
using Marquee.Data;
using Marquee.Data.Demo;
using Marquee.Media;

namespace Marquee.Cli.Tests.Demo;

public sealed class DemoMediaTests
{
    [Fact]
    public void Every_title_of_the_catalogue_has_a_poster_on_the_sheet()
    {
        var catalogue = DemoCatalogue.Load();
        var posters = DemoPosters.Embed(catalogue, CancellationToken.None);

        posters.Items.Count.ShouldBe(catalogue.Count);
        posters.Dimensions.ShouldBe(PictureFeatures.Dimensions);
        posters.KnownCount.ShouldBe(catalogue.Count);
        // What was shot in black and white is drawn in little colour: the sheet is in the order of the ids.
        var grey = catalogue.ToLookup(item => item.Labels.Contains("black-and-white"), item => posters.Vectors[posters.Items.IndexOf(item.Id), Colourfulness]);
        grey[true].Average().ShouldBeLessThan(grey[false].Average() - 1);
    }

    [Fact]
    public void A_theme_is_the_same_each_time_and_another_for_another_title()
    {
        var horror = new Item { Id = "a", Year = 1970, Categories = ["horror"] };
        DemoThemes.Compose(horror).Samples.ToArray().ShouldBe(DemoThemes.Compose(horror).Samples.ToArray());
        DemoThemes.Compose(horror with { Id = "b" }).Samples.ToArray().ShouldNotBe(DemoThemes.Compose(horror).Samples.ToArray());
    }

    [Fact]
    public void Horror_sounds_lower_than_animation_and_old_records_hiss()
    {
        float Mean(string name, int year, string genre) => Enumerable.Range(0, 12).Average(number => Of(name, new Item { Id = $"{number}", Year = year, Categories = [genre] }));

        Mean("centroid: mean", 1970, "horror").ShouldBeLessThan(Mean("centroid: mean", 1970, "animation"));
        Mean("flatness: mean", 1930, "drama").ShouldBeGreaterThan(Mean("flatness: mean", 2010, "drama"));
    }

    private static int Colourfulness => PictureFeatures.Names.Index().First(name => name.Item.Contains("colourful", StringComparison.OrdinalIgnoreCase)).Index;

    private static float Of(string name, Item item)
    {
        var features = new SoundFeatures(new SoundFeatureOptions { Rate = 8000 });
        return features.Of(DemoThemes.Compose(item))[features.Names.Index().First(one => one.Item == name).Index];
    }
}
