namespace Marquee.Numerics.Tests;

public class SimdWidthsTests
{
    [Fact]
    public void Takes_the_widest_where_none_is_named() => SimdWidths.Choose("").ShouldBe(SimdWidths.Supported[^1]);

    [Fact]
    public void Takes_the_one_that_is_named() => SimdWidths.Choose("scalar").ShouldBe(SimdWidth.Scalar);

    [Fact]
    public void Refuses_a_width_that_does_not_exist_and_says_which_do() =>
        Should.Throw<NotSupportedException>(() => SimdWidths.Choose("vector4096")).Message.ShouldContain("scalar");
}
