using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Content.Tests;

public sealed class LinearCategoryTests
{
    [Fact]
    public void The_gradient_at_the_result_is_nothing()
    {
        var (terms, targets) = Example(new SplittableRandom(5));

        var logits = LinearCategoryTrainer.Train(terms, null, targets, 0.5).Score(terms);

        var model = LinearCategoryTrainer.Train(terms, null, targets, 0.5);
        for (var category = 0; category < 2; category++)
        {
            var gradient = new double[terms.Columns + 1];
            for (var item = 0; item < terms.Rows; item++)
            {
                var slope = (1 / (1 + Math.Exp(-logits[item, category]))) - (targets.Has(item, category) ? 1 : 0);
                gradient[^1] += slope;
                for (var entry = 0; entry < terms.RowLength(item); entry++)
                {
                    gradient[terms.RowIndices(item)[entry]] += slope * terms.RowValues(item)[entry];
                }
            }

            gradient[^1].ShouldBe(0, 0.1);
            for (var term = 0; term < terms.Columns; term++)
            {
                (gradient[term] + (0.5 * model.WeightOf(category, term))).ShouldBe(0, 0.1);
            }
        }
    }

    [Fact]
    public void Vectors_tell_what_terms_do_not()
    {
        var items = Enumerable.Range(0, 40).Select(index => new Item { Id = $"{index}", Summary = "same words", Categories = index % 2 == 0 ? ["even"] : [] }).ToArray();
        var terms = ItemTerms.Of(items, new ItemTermOptions { Groups = [TermGroup.Words] }).Weigh(items);
        var vectors = new DenseMatrix(40, 3);
        for (var item = 0; item < 40; item++)
        {
            vectors[item, 1] = item % 2 == 0 ? 1 : -1;
        }

        var model = LinearCategoryTrainer.Train(terms, vectors, new CategoryTargets(items), 0.01);

        var logits = model.Score(terms, vectors);
        Enumerable.Range(0, 40).ShouldAllBe(item => logits[item, 0] > 0 == (item % 2 == 0));
        Should.Throw<ArgumentException>(() => model.Score(terms)).Message.ShouldContain("3 dimensions");
    }

    [Fact]
    public void The_number_of_threads_changes_nothing()
    {
        var (terms, targets) = Example(new SplittableRandom(6));

        LinearCategoryTrainer.Train(terms, null, targets, 0.1, 1).Score(terms).Span.ToArray()
            .ShouldBe(LinearCategoryTrainer.Train(terms, null, targets, 0.1, 3).Score(terms).Span.ToArray());
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        var (terms, targets) = Example(new SplittableRandom(7));

        Should.Throw<ArgumentException>(() => LinearCategoryTrainer.Train(terms, null, new CategoryTargets([]), 1)).Message.ShouldContain("categories of 0");
        Should.Throw<ArgumentException>(() => LinearCategoryTrainer.Train(terms, null, targets, 1).Score(SparseMatrix.FromEntries(1, 1, [], [], []))).Message.ShouldContain("knows");
    }

    private static (SparseMatrix Terms, CategoryTargets Targets) Example(SplittableRandom random)
    {
        var items = Enumerable.Range(0, 60).Select(index =>
        {
            var words = Enumerable.Range(0, 3).Select(_ => random.Next(8)).ToArray();
            var categories = new List<string>();
            if (words.Contains(0) || random.NextDouble() < 0.1)
            {
                categories.Add("zero");
            }

            if (words.Contains(1))
            {
                categories.Add("one");
            }

            return new Item { Id = $"{index}", Summary = string.Join(' ', words.Select(word => $"w{word}")), Categories = categories.ToValueList() };
        }).ToArray();
        var terms = ItemTerms.Of(items, new ItemTermOptions { Groups = [TermGroup.Words] });
        return (terms.Weigh(items), new CategoryTargets(items));
    }
}
