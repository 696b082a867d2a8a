using Marquee.Numerics;

namespace Marquee.Media.Tests;

public class EpisodeTests
{
    // Ten examples of each of six classes.
    private static readonly int[] Classes = [.. Enumerable.Range(0, 60).Select(example => example % 6)];

    [Fact]
    public void No_example_comes_twice_and_all_are_of_the_classes_that_may_come()
    {
        var sampler = new EpisodeSampler(Classes, [0, 2, 3, 5], new EpisodeOptions { Ways = 3, Shots = 2, Queries = 4 });
        var met = new HashSet<int>();
        for (var seed = 0UL; seed < 50; seed++)
        {
            var episode = sampler.Draw(new SplittableRandom(seed));
            episode.Support.Concat(episode.Queries).ShouldBeUnique();
            episode.Shots.ShouldBe(2);
            for (var way = 0; way < 3; way++)
            {
                var own = Classes[episode.Support[2 * way]];
                Classes[episode.Support[(2 * way) + 1]].ShouldBe(own);
                Enumerable.Range(0, 12).Where(query => episode.ClassOf(query) == way).ShouldAllBe(query => Classes[episode.Queries[query]] == own);
                met.Add(own);
            }

            episode.Support.Select(example => Classes[example]).Distinct().Count().ShouldBe(3);
        }

        met.Order().ShouldBe([0, 2, 3, 5]);
    }

    [Fact]
    public void Too_few_classes_or_examples_are_refused()
    {
        Should.Throw<ArgumentException>(() => new EpisodeSampler(Classes, [1, 1, 2], new EpisodeOptions { Ways = 3 })).Message.ShouldContain("An episode has 3 classes; there are 2");
        Should.Throw<ArgumentException>(() => new EpisodeSampler(Classes, [1, 2, 9], new EpisodeOptions { Ways = 3, Queries = 9 })).Message.ShouldContain("class 9 has 0");
        Should.Throw<ArgumentException>(() => new EpisodeSampler(Classes, [1, 2, 3], new EpisodeOptions { Ways = 3, Queries = 10 })).Message.ShouldContain("takes 11 examples of a class");
    }

    [Fact]
    public void The_nearest_prototype_is_the_mean_of_the_shots()
    {
        // Means 1 and 10: 5 is nearer to 1, 6 to 10, and 5.5 is as near to both, where the first wins.
        var vectors = new DenseMatrix(7, 1, new float[] { 0, 2, 9, 11, 5, 6, 5.5f });
        Prototypes.Classify(vectors, new Episode(2, [0, 1, 2, 3], [4, 6, 5, 5])).ShouldBe([0, 0, 1, 1]);
    }

    [Fact]
    public void Many_episodes_give_a_mean_and_an_interval()
    {
        // Deviations -.25, .25, 0, 0: variance .125 / 3, standard error .10206.
        var result = new FewShotResult([0.5, 1, 0.75, 0.75]);
        result.Mean.ShouldBe(0.75, 1e-12);
        result.HalfInterval.ShouldBe(1.96 * Math.Sqrt(0.125 / 3 / 4), 1e-12);
    }

    [Fact]
    public void Vectors_that_tell_classes_apart_answer_everything_and_noise_answers_by_chance()
    {
        var (telling, noise, random) = (new DenseMatrix(60, 6), new DenseMatrix(60, 6), new SplittableRandom(1));
        for (var row = 0; row < 60; row++)
        {
            telling[row, Classes[row]] = 1;
            for (var column = 0; column < 6; column++)
            {
                noise[row, column] = (float)random.NextGaussian();
            }
        }

        var sampler = new EpisodeSampler(Classes, [0, 1, 2, 3, 4, 5], new EpisodeOptions { Ways = 5, Shots = 1, Queries = 5 });
        Prototypes.Evaluate(telling, sampler, 50, 1).Mean.ShouldBe(1);
        var byChance = Prototypes.Evaluate(noise, sampler, 400, 1);
        byChance.Mean.ShouldBe(0.2, 0.03);
        Prototypes.Evaluate(noise, sampler, 400, 1, 1).Accuracies.ShouldBe(byChance.Accuracies);
    }
}
