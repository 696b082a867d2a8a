using Marquee.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Content.Tests.Audience;

public class AudienceModelTests
{
    public static TheoryData<string> Names => ["linear", "boosted trees", "random forest", "network"];

    [Theory, MemberData(nameof(Names))]
    public void Explains_most_of_what_depends_on_its_features(string name)
    {
        var (table, targets) = Table(400, seed: 1);
        var (fresh, truth) = Table(200, seed: 2);
        var model = Train(name, table, targets);
        model.Name.ShouldBe(name);
        var mean = truth.Average();
        var left = Enumerable.Range(0, fresh.Rows).Sum(row => Math.Pow(model.Predict(fresh.Row(row)) - truth[row], 2)) / truth.Sum(value => Math.Pow(value - mean, 2));
        left.ShouldBeLessThan(0.2);
    }

    [Theory, MemberData(nameof(Names))]
    public void Answers_where_features_are_missing(string name)
    {
        var (table, targets) = Table(200, seed: 1);
        for (var row = 0; row < table.Rows; row += 3)
        {
            table[row, 1] = float.NaN;
        }

        double.IsFinite(Train(name, table, targets).Predict([float.NaN, float.NaN, 0])).ShouldBeTrue();
    }

    [Theory, MemberData(nameof(Names))]
    public void Is_the_same_for_the_same_seed(string name)
    {
        var (table, targets) = Table(100, seed: 1);
        Train(name, table, targets).Predict([1, 2, 3]).ShouldBe(Train(name, table, targets).Predict([1, 2, 3]));
    }

    [Theory, MemberData(nameof(Names))]
    public void Refuses_targets_that_do_not_fit(string name)
    {
        var (table, targets) = Table(50, seed: 1);
        Should.Throw<ArgumentException>(() => Train(name, table, targets[1..])).Message.ShouldContain("49 targets");
        targets[3] = float.NaN;
        Should.Throw<ArgumentException>(() => Train(name, table, targets)).Message.ShouldContain("NaN");
    }

    [Fact]
    public void The_linear_one_finds_the_weights()
    {
        var (table, targets) = Table(400, seed: 1, noise: 0);
        var model = LinearAudienceModel.Train(table, targets, 1e-6);
        (model.Predict([1, 0, 0]) - model.Predict([0, 0, 0])).ShouldBe(3, 0.01);
        (model.Predict([0, 1, 0]) - model.Predict([0, 0, 0])).ShouldBe(-2, 0.01);
        model.Predict([0, 0, 0]).ShouldBe(5, 0.01);
    }

    private static IAudienceModel Train(string name, DenseMatrix table, float[] targets) => name switch
    {
        "linear" => LinearAudienceModel.Train(table, targets),
        "boosted trees" => TreeAudienceModel.Boost(table, targets, new BoostingOptions { Trees = 100, MaximumLeaves = 6, MinimumRows = 5 }),
        "random forest" => TreeAudienceModel.Forest(table, targets, new BoostingOptions { Trees = 30, MaximumLeaves = 100, MinimumRows = 2, RowFraction = 0.6 }),
        _ => NetworkAudienceModel.Train(table, targets, new AudienceNetworkOptions { Hidden = 8, Members = 2, Epochs = 80, LearningRate = 0.01, Dropout = 0 }),
    };

    private static (DenseMatrix Table, float[] Targets) Table(int rows, ulong seed, double noise = 0.3)
    {
        var random = new SplittableRandom(seed);
        var table = new DenseMatrix(rows, 3);
        var targets = new float[rows];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < 3; column++)
            {
                table[row, column] = (float)random.NextGaussian();
            }

            targets[row] = (float)(5 + (3 * table[row, 0]) - (2 * table[row, 1]) + (noise * random.NextGaussian()));
        }

        return (table, targets);
    }
}
