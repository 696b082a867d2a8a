namespace Marquee.Media.Tests;

public class PictureTests
{
    [Fact]
    public void Gives_its_bytes_as_numbers_from_0_to_1()
    {
        var numbers = new float[6];

        new Picture(2, 1, [0, 51, 255, 102, 0, 204]).CopyTo(numbers);

        numbers.ShouldBe([0f, 0.2f, 1f, 0.4f, 0f, 0.8f], 1e-6);
    }

    [Fact]
    public void Refuses_bytes_that_do_not_fill_it() =>
        Should.Throw<ArgumentException>(() => new Picture(2, 2, new byte[11])).Message.ShouldContain("A picture of 2 x 2 has 12 bytes, not 11.");
}
