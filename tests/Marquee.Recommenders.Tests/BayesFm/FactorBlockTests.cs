using MathNet.Numerics.LinearAlgebra;
using Marquee.Numerics;

namespace Marquee.Recommenders.Tests;

public class FactorBlockTests
{
    private const int Order = 3;
    private static readonly int[] Users = [0, 0, 0, 1, 1, 2, 2, 2];
    private static readonly int[] Items = [0, 1, 2, 0, 2, 1, 2, 3];
    private static readonly int[] Dates = [0, 1, 1, 0, 0, 1, 0, 1];
    private static readonly float[] Values = [1, -1, 0.5f, 2, -0.5f, 0.25f, 1.5f, -2];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_row_is_drawn_from_the_normal_distribution_that_a_dense_computation_finds(bool hasDates)
    {
        var (users, items, dates) = Blocks(hasDates);
        var (count, row) = (20_000, 2);
        var (sum, products) = (Vector<double>.Build.Dense(Order), Matrix<double>.Build.Dense(Order, Order));
        for (var draw = 0; draw < count; draw++)
        {
            users.Draw(items, dates, Values, intercept: 0.3, noisePrecision: 2, new TrainingContext { MaxDegreeOfParallelism = 1 });
            var drawn = Vector<double>.Build.Dense(Order, at => users[row, at]);
            sum += drawn;
            products += drawn.OuterProduct(drawn);
        }

        // The prior's mean is 0 and its precision 1 at the start.
        var precision = Matrix<double>.Build.DenseIdentity(Order);
        var right = Vector<double>.Build.Dense(Order);
        for (var entry = 0; entry < Values.Length; entry++)
        {
            if (Users[entry] == row)
            {
                var (item, date) = (Items[entry], Dates[entry]);
                var z = Vector<double>.Build.Dense(Order, at => at == 0 ? 1 : items[item, at] + (dates?[date, at] ?? 0));
                var left = Values[entry] - 0.3 - items[item, 0] - (dates?[date, 0] ?? 0);
                for (var at = 1; at < Order; at++)
                {
                    left -= items[item, at] * (double)(dates?[date, at] ?? 0);
                }

                precision += 2 * z.OuterProduct(z);
                right += 2 * left * z;
            }
        }

        var covariance = precision.Inverse();
        var mean = covariance * right;
        var spread = (products / count) - (sum / count).OuterProduct(sum / count);
        for (var at = 0; at < Order; at++)
        {
            (sum[at] / count).ShouldBe(mean[at], 4 * Math.Sqrt(covariance[at, at] / count));
            for (var other = 0; other < Order; other++)
            {
                spread[at, other].ShouldBe(covariance[at, other], 0.05 * Math.Sqrt(covariance[at, at] * covariance[other, other]));
            }
        }
    }

    [Fact]
    public void Expects_the_sum_of_all_biases_and_of_the_products_of_all_pairs()
    {
        var (users, items, dates) = Blocks(hasDates: true);
        var expected = new float[Values.Length];
        users.Draw(items, dates, Values, 0, 1, new TrainingContext());
        users.Expect(items, dates, intercept: 0.5, expected, new TrainingContext());
        for (var entry = 0; entry < Values.Length; entry++)
        {
            var (user, item, date) = (Users[entry], Items[entry], Dates[entry]);
            var sum = 0.5 + users[user, 0] + items[item, 0] + dates![date, 0];
            for (var at = 1; at < Order; at++)
            {
                sum += (users[user, at] * items[item, at]) + (users[user, at] * dates[date, at]) + (items[item, at] * dates[date, at]);
            }

            expected[entry].ShouldBe((float)sum, 1e-5f);
        }
    }

    private static (FactorBlock Users, FactorBlock Items, FactorBlock? Dates) Blocks(bool hasDates)
    {
        var random = new SplittableRandom(3);
        var when = hasDates ? Dates : null;
        var users = new FactorBlock(BlockRatings.Of(3, Users, Items, when), new FeatureTable(3, []), Order, random.Split("users"));
        var items = new FactorBlock(BlockRatings.Of(5, Items, Users, when), new FeatureTable(5, []), Order, random.Split("items"));
        var dates = hasDates ? new FactorBlock(BlockRatings.Of(2, Dates, Users, Items), new FeatureTable(2, []), Order, random.Split("dates")) : null;
        var context = new TrainingContext();
        items.Draw(users, dates, Values, 0, 1, context);
        dates?.Draw(users, items, Values, 0, 1, context);
        return (users, items, dates);
    }
}
