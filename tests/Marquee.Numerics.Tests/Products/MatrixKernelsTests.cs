namespace Marquee.Numerics.Tests;

public class MatrixKernelsTests
{
    [Fact]
    public void The_scalar_form_is_always_there_and_comes_last() =>
        MatrixKernels.Supported[^1].Name.ShouldBe("scalar");

    [Fact]
    public void Without_a_name_the_first_is_chosen()
    {
        MatrixKernels.Choose(null).ShouldBeSameAs(MatrixKernels.Supported[0]);
        MatrixKernels.Choose("").ShouldBeSameAs(MatrixKernels.Supported[0]);
    }

    [Fact]
    public void A_name_chooses_in_any_case() => MatrixKernels.Choose("SCALAR").Name.ShouldBe("scalar");

    [Fact]
    public void An_unknown_name_is_refused_with_the_names_that_would_do()
    {
        var error = Should.Throw<InvalidOperationException>(() => MatrixKernels.Choose("mmx"));
        error.Message.ShouldContain("MARQUEE_KERNEL is 'mmx'");
        error.Message.ShouldContain("scalar");
    }
}
