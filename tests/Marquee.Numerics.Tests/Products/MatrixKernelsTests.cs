namespace Marquee.Numerics.Tests;

public class MatrixKernelsTests
{
    [Fact]
    public void The_kernels_in_use_are_those_of_the_chosen_width() => MatrixKernels.Default.Width.ShouldBe(SimdWidths.Chosen);

    [Fact]
    public void Small_orders_get_tiles_that_are_not_mostly_padding()
    {
        foreach (var width in SimdWidths.Supported)
        {
            var kernels = MatrixKernels.For(width);
            kernels.SquareFor(8).Side.ShouldBeLessThanOrEqualTo(8);
            kernels.SquareFor(100).ShouldBeSameAs(kernels.Square);
        }
    }
}
