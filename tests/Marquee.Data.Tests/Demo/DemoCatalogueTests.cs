using System.Text.RegularExpressions;
using Marquee.Data.Demo;

namespace Marquee.Data.Tests.Demo;

public sealed partial class DemoCatalogueTests
{
    private static readonly IReadOnlyList<Item> Items = DemoCatalogue.Load();

    [Fact]
    public void Holds_at_least_five_hundred_films_and_series() => Items.Count.ShouldBeGreaterThanOrEqualTo(500);

    [Fact]
    public void Has_films_and_series_and_nothing_else() =>
        Items.Select(item => item.Kind).Distinct().Order().ShouldBe(["film", "series"]);

    [Fact]
    public void Gives_every_item_an_id_of_its_own_made_of_title_and_year()
    {
        Items.Select(item => item.Id).ShouldBeUnique();
        Items.ShouldAllBe(item => Slug().IsMatch(item.Id) && item.Id.EndsWith("-" + item.Year));
    }

    [Fact]
    public void Gives_every_item_at_least_eight_themes_of_the_vocabulary()
    {
        var vocabulary = DemoCatalogue.Themes().Values.SelectMany(themes => themes).ToHashSet();
        foreach (var item in Items)
        {
            item.Labels.Distinct().Count().ShouldBeGreaterThanOrEqualTo(8, item.Id);
            item.Labels.Except(vocabulary).ShouldBeEmpty(item.Id);
        }
    }

    [Fact]
    public void Gives_every_item_its_facts()
    {
        foreach (var item in Items)
        {
            item.Title.ShouldNotBeNullOrWhiteSpace(item.Id);
            item.Year.ShouldNotBeNull(item.Id);
            item.Countries.ShouldNotBeEmpty(item.Id);
            item.Countries.ShouldAllBe(country => country.Length == 2 && country.All(char.IsAsciiLetterUpper), item.Id);
            item.Language.ShouldNotBeNull(item.Id).Length.ShouldBe(2, item.Id);
            item.Categories.ShouldNotBeEmpty(item.Id);
            item.People.ShouldContain(person => person.Role == "director" || person.Role == "creator", item.Id);
            item.Summary.ShouldNotBeNull(item.Id).Split(' ').Length.ShouldBeInRange(8, 40, item.Id);
            int.Parse(item.Attributes["runtime"].ShouldNotBeNull(item.Id)).ShouldBeInRange(1, 1000, item.Id);
            (item.ReleaseDate?.Year ?? item.Year).ShouldBe(item.Year, item.Id);
        }
    }

    [Fact]
    public void Uses_only_themes_and_genres_that_exist_in_the_taste_circles()
    {
        var words = DemoCatalogue.Themes().Values.SelectMany(themes => themes)
            .Concat(Items.SelectMany(item => item.Categories)).ToHashSet();
        foreach (var circle in TasteCircle.All)
        {
            circle.Themes.Concat(circle.Genres).Concat(circle.Dislikes).Except(words).ShouldBeEmpty(circle.Name);
        }
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex Slug();
}
