using Marquee.Recommenders;

namespace Marquee.Evaluation;

/// <summary>Every benchmark suite. One line here makes a suite known to the command.</summary>
public static class BenchmarkCatalogue
{
    /// <summary>All suites.</summary>
    public static IReadOnlyList<BenchmarkSuite> All { get; } =
    [
        new Microsoft100KSuite(),
        new Ncf1MSuite(),
        new SasRec1MSuite(),
        new RecBole1MSuite(),
        new Timeline100KSuite(),
        new Timeline1MSuite(),
        new Ratings100KSuite(),
        new Ratings1MSuite(),
        new F1Suite(),
        new ListsSuite(),
        new CategoriesNetflixSuite(),
        new CategoriesMovieLensSuite(),
        new Cold1MSuite(),
        new SpokenDigitsSuite(),
        new Cifar10Suite(),
        new Esc10Suite(),
        new Fb15k237Suite(),
        new Wn18RrSuite(),
        new CodexSmallSuite(),
        new UmlsSuite(),
        new KinshipSuite(),
        new NetflixHoursSuite(),
        new NetflixLaunchSuite(),
        new NetflixCountriesSuite(),
        new YouTube8mSuite(),
        new FewShotDigitsSuite(),
        new TikTokSuite(),
        new Media100KSuite(),
    ];

    /// <summary>The suite of a name.</summary>
    /// <exception cref="OptionException">There is no such suite; the message lists those there are.</exception>
    public static BenchmarkSuite Find(string name) =>
        All.FirstOrDefault(suite => suite.Name == name)
        ?? throw new OptionException($"There is no benchmark '{name}'; the benchmarks are {string.Join(", ", All.Select(suite => suite.Name))}.");
}
