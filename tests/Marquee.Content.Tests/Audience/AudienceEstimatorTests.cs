using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Content.Tests.Audience;

public class AudienceEstimatorTests
{
    private static readonly DateOnly Start = new(2020, 1, 1);
    private static readonly AudienceOptions Quick = new() { Models = [AudienceModelKind.Linear], Dimensions = 4 };

    private static readonly Lazy<AudienceEstimator> Trained = new(() => AudienceTrainer.Train(Launches(300, seed: 1), Quick));

    [Fact]
    public void An_estimate_adds_up()
    {
        var estimate = Trained.Value.Estimate(Film("new", "war", "Sequel 3"), Start.AddDays(400), "DE");
        estimate.Comparables.ShouldNotBeEmpty();
        (estimate.BaseWeight + estimate.Comparables.Sum(one => one.Weight)).ShouldBe(1, 1e-9);
        Math.Log(1 + estimate.Value).ShouldBe(Math.Log(1 + estimate.Base) + estimate.Comparables.Sum(one => one.Contribution), 1e-9);
        foreach (var one in estimate.Comparables)
        {
            one.Contribution.ShouldBe(one.Weight * (Math.Log(1 + one.Audience) - Math.Log(1 + one.Expected)), 1e-9);
        }

        estimate.Low.ShouldBeLessThan(estimate.Value);
        estimate.High.ShouldBeGreaterThan(estimate.Value);
    }

    [Fact]
    public void A_comparable_that_is_taken_out_leaves_its_weight_to_the_others()
    {
        var estimate = Trained.Value.Estimate(Film("new", "war", "Sequel 3"), Start.AddDays(400), "DE");
        var removed = estimate.Comparables[0];
        var without = estimate.Without(removed.Item);
        without.Comparables.Select(one => one.Item).ShouldBe(estimate.Comparables.Skip(1).Select(one => one.Item));
        without.Comparables.Zip(estimate.Comparables.Skip(1)).ShouldAllBe(pair => pair.First.Weight > pair.Second.Weight);
        (without.BaseWeight + without.Comparables.Sum(one => one.Weight)).ShouldBe(1, 1e-9);
        without.Base.ShouldBe(estimate.Base);
        estimate.Without("nothing of the kind").Value.ShouldBe(estimate.Value);
        estimate.Without(estimate.Comparables.Select(one => one.Item)).Value.ShouldBe(estimate.Base, 1e-9);
    }

    [Fact]
    public void Only_earlier_launches_in_the_same_country_are_comparables()
    {
        var launches = Launches(300, seed: 1).Where(launch => launch.Country == "DE" || launch.Date < Start.AddDays(100)).ToArray();
        var estimator = AudienceTrainer.Train(launches, Quick);
        var dates = launches.ToLookup(launch => (launch.Item.Id, launch.Country), launch => launch.Date);
        foreach (var country in (string[])["DE", "FR"])
        {
            var estimate = estimator.Estimate(Film("new", "war", "Sequel 3"), Start.AddDays(150), country);
            estimate.Comparables.ShouldNotBeEmpty();
            estimate.Comparables.ShouldAllBe(one => dates[new(one.Item, country)].Single() < Start.AddDays(150));
        }
    }

    [Fact]
    public void An_item_is_no_comparable_of_itself()
    {
        var known = Launches(300, seed: 1)[17].Item;
        Trained.Value.Estimate(known, Start.AddDays(400), "DE").Comparables.ShouldNotContain(one => one.Item == known.Id);
    }

    [Fact]
    public void Later_launches_lie_within_the_interval_as_often_as_it_says()
    {
        var later = Launches(300, seed: 9);
        var estimates = Trained.Value.EstimateAll([.. later.Select(launch => launch with { Date = Start.AddDays(500) })]);
        estimates.Zip(later).Average(pair => pair.Second.Audience >= pair.First.Low && pair.Second.Audience <= pair.First.High ? 1.0 : 0).ShouldBeInRange(0.7, 0.9);
    }

    [Fact]
    public void Comparables_help_where_what_they_share_is_nowhere_else()
    {
        // Each series has a level of its own that nothing else tells.
        var validation = AudienceTrainer.Train(Launches(300, seed: 1, ofSeries: 2), Quick with { Inputs = AudienceInputs.All & ~AudienceInputs.Summary, Dimensions = 1 }).Validation;
        validation.WithComparables.ShouldBeLessThan(0.8 * validation.Errors[validation.Chosen]);
    }

    [Fact]
    public void The_model_is_the_one_that_errs_least_on_later_launches()
    {
        var validation = AudienceTrainer.Train(Launches(60, seed: 1), new AudienceOptions { Network = new() { Epochs = 3, Members = 1 }, Boosting = new() { Trees = 20, MinimumRows = 5 } }).Validation;
        validation.Errors.Count.ShouldBe(3);
        validation.Errors[validation.Chosen].ShouldBe(validation.Errors.Values.Min());
    }

    [Fact]
    public void Countries_that_take_launches_alike_are_said_to()
    {
        var alike = Trained.Value.Countries!.Alike("DE", 3);
        alike[0].Country.ShouldBe("AT");
        alike[0].Correlation.ShouldBeGreaterThan(alike[1].Correlation);
        Trained.Value.Countries!.Alike("XX", 3).ShouldBeEmpty();
    }

    [Fact]
    public void Vectors_that_items_carry_count_with_what_they_are_of()
    {
        // Nothing but the vector tells which films are large.
        var launches = Enumerable.Range(0, 200).Select(number => new AudienceLaunch(
            new Item { Id = $"{number}", Features = new FeatureMap([new("text", new float[] { number % 7, 1 })]) }, Start.AddDays(number), Math.Exp(number % 7))).ToArray();
        var explained = AudienceTrainer.Train(launches, Quick).Validation;
        explained.WithComparables.ShouldBeLessThan(0.1 * explained.Deviation);
        var blind = AudienceTrainer.Train(launches, Quick with { Inputs = AudienceInputs.Metadata }).Validation;
        blind.WithComparables.ShouldBeGreaterThan(0.5 * blind.Deviation);
    }

    [Fact]
    public void Terms_that_are_left_to_vectors_are_not_read()
    {
        // Nothing but the categories tells which films are large.
        var launches = Enumerable.Range(0, 200).Select(number => new AudienceLaunch(new Item { Id = $"{number}", Categories = [$"c{number % 7}"] }, Start.AddDays(number), Math.Exp(number % 7))).ToArray();
        var options = Quick with { Inputs = AudienceInputs.Metadata | AudienceInputs.Tags, Dimensions = 7 };
        AudienceTrainer.Validate(launches, options)[AudienceModelKind.Linear].ShouldBeLessThan(1);
        AudienceTrainer.Validate(launches, options with { Terms = AudienceInputs.Summary })[AudienceModelKind.Linear].ShouldBeGreaterThan(3);
    }

    [Fact]
    public void What_models_err_on_later_launches_can_be_asked_alone()
    {
        var launches = Launches(60, seed: 1);
        AudienceTrainer.Validate(launches, Quick).ShouldBe(AudienceTrainer.Train(launches, Quick).Validation.Errors);
        Should.Throw<ArgumentException>(() => AudienceTrainer.Validate([.. launches.Take(39)], Quick)).Message.ShouldContain("39 launches");
    }

    [Fact]
    public void What_was_not_known_at_a_cut_is_not_learned_from_for_it()
    {
        // Audiences jump two weeks before the cut: who may not know them yet expects the small ones.
        var cut = Start.AddDays(100);
        var launches = Enumerable.Range(0, 150).Select(number => new AudienceLaunch(new Item { Id = $"{number}", Year = number < 86 ? 1 : 2 }, Start.AddDays(number), Math.Exp(number < 86 ? 1 : 9))).ToArray();
        var options = Quick with { Cuts = [cut], Inputs = AudienceInputs.Metadata };
        AudienceTrainer.Validate(launches, options)[AudienceModelKind.Linear].ShouldBeLessThan(5);
        AudienceTrainer.Validate(launches, options with { DaysUntilKnown = 14 })[AudienceModelKind.Linear].ShouldBeGreaterThan(20);
    }

    [Fact]
    public void A_total_is_the_sum_of_its_countries()
    {
        var estimates = Trained.Value.Estimate(Film("new", "war", "Sequel 3"), Start.AddDays(400), Trained.Value.Markets);
        var total = Trained.Value.Total(estimates);
        total.Value.ShouldBeInRange(total.Low, total.High);
        total.Value.ShouldBe(estimates.Sum(one => one.Value), 1e-9);
        // Errors go together, but not all the way.
        (total.High - total.Low).ShouldBeLessThan(estimates.Sum(one => one.High - one.Low));
        var one = Trained.Value.Total([estimates[0]]);
        one.Value.ShouldBe(estimates[0].Value);
        one.High.ShouldBeLessThan(total.High);
    }

    [Fact]
    public void Countries_that_are_not_known_are_refused() =>
        Should.Throw<ArgumentException>(() => Trained.Value.Estimate(Film("new", "war", "x"), Start, "XX")).Message.ShouldContain("AT, DE, FR, JP");

    [Fact]
    public void Too_few_launches_are_refused() =>
        Should.Throw<ArgumentException>(() => AudienceTrainer.Train([.. Launches(300, seed: 1).Take(39)])).Message.ShouldContain("39 launches");

    [Fact]
    public void Launches_of_one_day_are_refused() =>
        Should.Throw<ArgumentException>(() => AudienceTrainer.Train([.. Launches(300, seed: 1).Select(launch => launch with { Date = Start })], Quick)).Message.ShouldContain("same time");

    [Fact]
    public void The_same_seed_gives_the_same_estimates_in_any_order()
    {
        var launches = Launches(60, seed: 1);
        var options = new AudienceOptions { Network = new() { Epochs = 2, Members = 1 }, Boosting = new() { Trees = 10 } };
        double Estimate(IReadOnlyList<AudienceLaunch> given) => AudienceTrainer.Train(given, options).Estimate(Film("new", "war", "Sequel 3"), Start.AddDays(400), "DE").Value;
        Estimate([.. launches.Reverse()]).ShouldBe(Estimate(launches));
    }

    private static Item Film(string id, string genre, string series) => new()
    {
        Id = id,
        Title = id,
        Kind = "film",
        Categories = [genre],
        Countries = ["DE"],
        Attributes = new AttributeMap([new("series", series), new("runtime", "90")]),
    };

    /// <summary>Films in four countries: war films do well in Germany and Austria, love films in France, and each series has a level.</summary>
    private static AudienceLaunch[] Launches(int films, ulong seed, double ofSeries = 0.5)
    {
        var random = new SplittableRandom(seed);
        string[] countries = ["AT", "DE", "FR", "JP"];
        return [.. Enumerable.Range(0, films).SelectMany(number =>
        {
            var genre = number % 2 == 0 ? "war" : "love";
            var series = random.Next(40);
            var level = ofSeries * new SplittableRandom(77).Split((ulong)series).NextGaussian();
            var item = Film($"{seed}-{number}", genre, $"Sequel {series}");
            return countries.Select(country => new AudienceLaunch(
                item,
                Start.AddDays(number % 365),
                Math.Exp(5 + level + (genre == "war" && country is "AT" or "DE" ? 1 : 0) + (genre == "love" && country == "FR" ? 1 : 0) + (0.3 * random.NextGaussian())),
                country));
        })];
    }
}
