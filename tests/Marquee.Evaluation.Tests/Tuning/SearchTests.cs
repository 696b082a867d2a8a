using Marquee.Numerics;

namespace Marquee.Evaluation.Tests.Tuning;

public class SearchTests
{
    private const int Seeds = 12;

    [Fact]
    public void The_parzen_estimator_comes_nearer_to_the_top_of_a_known_hill_than_chance()
    {
        const int Trials = 40;
        var parzen = Enumerable.Range(0, Seeds).Select(seed => Best(new TreeParzenSearch(), Trials, (ulong)seed)).ToArray();
        var random = Enumerable.Range(0, Seeds).Select(seed => Best(new RandomSearch(), Trials, (ulong)seed)).ToArray();
        parzen.Average().ShouldBeGreaterThan(0.75 * random.Average(), $"{parzen.Average()} against {random.Average()}; the top is 0");
        parzen.Zip(random).Count(pair => pair.First > pair.Second).ShouldBeGreaterThan(Seeds * 7 / 10);
    }

    [Fact]
    public void The_parzen_estimator_draws_evenly_at_first()
    {
        var space = SearchSpace.Of(Landscape.Family);
        new TreeParzenSearch().Propose(space, SomeTrials(space, TreeParzenSearch.StartupTrials - 1), new SplittableRandom(5)).ShouldBe(space.Draw(new SplittableRandom(5)));
        new TreeParzenSearch().Propose(space, SomeTrials(space, TreeParzenSearch.StartupTrials), new SplittableRandom(5)).ShouldNotBe(space.Draw(new SplittableRandom(5)));
    }

    [Fact]
    public void Failed_trials_teach_nothing()
    {
        var space = SearchSpace.Of(Landscape.Family);
        var trials = SomeTrials(space, 15);
        Trial[] withFailed = [.. trials, .. SomeTrials(space, 3).Select(trial => trial with { State = TrialState.Failed, Rungs = [] })];
        new TreeParzenSearch().Propose(space, withFailed, new SplittableRandom(5)).ShouldBe(new TreeParzenSearch().Propose(space, trials, new SplittableRandom(5)));
    }

    [Fact]
    public void There_is_a_search_of_each_name() =>
        SearchCatalogue.All.ShouldAllBe(search => SearchCatalogue.Find(search.Name) == search);

    private static double Best(ISearch search, int trials, ulong seed)
    {
        var study = new Study(SearchSpace.Of(Landscape.Family), search, Landscape.Hill, seed);
        study.Run(new StudySettings { Trials = trials });
        return study.Best!.Value!.Value;
    }

    private static Trial[] SomeTrials(SearchSpace space, int count)
    {
        var random = new SplittableRandom(2);
        return [.. Enumerable.Range(0, count).Select(number => new Trial { Number = number, Options = space.OptionsAt(space.Draw(random)), State = TrialState.Complete, Rungs = [number % 7] })];
    }
}
