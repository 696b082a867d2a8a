using Marquee.Numerics.Learning;
using Marquee.Testing;

namespace Marquee.Numerics.Tests.Learning;

/// <summary>What <c>docs/how-to/train-a-network.md</c> shows.</summary>
public sealed class LearnerExampleTests
{
    [Fact]
    public void The_example_learns()
    {
        var users = Enumerable.Range(0, 640).Select(number => number % 20).ToArray();
        var items = Enumerable.Range(0, 640).Select(number => number * 7 % 30).ToArray();
        var ratings = users.Zip(items, (user, item) => (user % 2 == item % 2) ? 1f : -1).ToArray();

        var parameters = new ParameterSet(new SplittableRandom(1));
        var userTable = parameters.AddNormal("users", new TensorShape(20, 8), 0.1, hasSparseGradient: true);
        var itemTable = parameters.AddNormal("items", new TensorShape(30, 8), 0.1, hasSparseGradient: true);
        var task = new ExampleTask(users, items, ratings, userTable, itemTable);
        var learner = new Learner(parameters, task, new Adam { LearningRate = 0.01, WeightDecay = 0.01 }, new LearnerOptions
        {
            Epochs = 40,
            Schedule = LearningRateSchedule.Cosine().AfterWarmUp(10),
            MaximumGradientNorm = 1,
        });
        var result = learner.Run();

        result.Steps.ShouldBe(400);
        result.Loss.ShouldBeLessThan(0.01);
    }

    [Fact]
    public void The_page_shows_the_example_as_it_is()
    {
        var page = File.ReadAllText(RepositoryFiles.PathOf("docs/how-to/train-a-network.md"));
        page.ShouldContain(Class("ExampleTask"));
        foreach (var line in Body())
        {
            page.ShouldContain(line);
        }

        static string Class(string name)
        {
            var source = File.ReadAllText(RepositoryFiles.PathOf($"tests/Marquee.Numerics.Tests/Learning/Training/{name}.cs"));
            return source[source.IndexOf("internal sealed", StringComparison.Ordinal)..].Trim();
        }

        static IEnumerable<string> Body() =>
            File.ReadLines(RepositoryFiles.PathOf("tests/Marquee.Numerics.Tests/Learning/Training/LearnerExampleTests.cs"))
                .SkipWhile(line => !line.Contains("new ParameterSet", StringComparison.Ordinal))
                .TakeWhile(line => line.Trim().Length > 0)
                .Select(line => line[8..]);
    }
}
