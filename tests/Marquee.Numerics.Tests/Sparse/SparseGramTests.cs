namespace Marquee.Numerics.Tests;

public class SparseGramTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(5, 0)]
    [InlineData(0, 5)]
    [InlineData(1, 1)]
    [InlineData(30, 20)]
    [InlineData(40, 150)]
    public void Agrees_with_the_product_of_the_dense_columns(int rows, int columns)
    {
        var x = RandomMatrices.Sparse(rows, columns, 0.3, 1);
        var gram = SparseGram.Compute(x);
        (gram.Rows, gram.Columns).ShouldBe((columns, columns));
        for (var left = 0; left < columns; left++)
        {
            for (var right = 0; right < columns; right++)
            {
                var expected = 0.0;
                for (var row = 0; row < rows; row++)
                {
                    expected += (double)x[row, left] * x[row, right];
                }

                gram[left, right].ShouldBe((float)expected, 1e-4f);
                gram[left, right].ShouldBe(gram[right, left]);
            }
        }
    }

    [Fact]
    public void Has_the_same_bits_on_any_number_of_threads()
    {
        var x = RandomMatrices.Sparse(60, 200, 0.3, 2);
        var one = SparseGram.Compute(x, 1).Span.ToArray();
        foreach (var threads in new[] { 2, 3, 7 })
        {
            SparseGram.Compute(x, threads).Span.ToArray().ShouldBe(one);
        }
    }
}
