namespace Marquee.Data.Tests;

public sealed class MemoryArtifactTests
{
    [Fact]
    public void Gives_back_what_was_written()
    {
        var reader = Sample().Open();
        reader.ReadFloats("factors", 2, 3).ToArray().ShouldBe([1, 2, 3, 4, 5, 6]);
        reader.ReadInts("offsets").ShouldBe([0, 7]);
        reader.ReadLongs("times").ShouldBe([long.MinValue, 9]);
        reader.IntProperty("count").ShouldBe(3);
        reader.TextProperty("name").ShouldBe("x");
    }

    [Theory]
    [InlineData("")]
    [InlineData("Factors")]
    [InlineData("a b")]
    [InlineData("../a")]
    public void Refuses_a_name_that_could_not_be_a_file(string name) =>
        Should.Throw<ArgumentException>(() => new MemoryArtifact().Write(name, [1])).Message.ShouldContain($"'{name}'");

    [Fact]
    public void Refuses_a_name_twice() =>
        Should.Throw<ArgumentException>(() => Sample().Write("times", [1])).Message.ShouldContain("'times' was written before");

    [Fact]
    public void Refuses_a_shape_that_does_not_fit() =>
        Should.Throw<ArgumentException>(() => new MemoryArtifact().Write("a", [1f, 2f, 3f], 2, 2)).Message.ShouldContain("2 x 2 holds 4");

    [Fact]
    public void Says_what_is_there_instead_of_what_was_asked_for()
    {
        var reader = Sample().Open();
        Should.Throw<InvalidDataException>(() => reader.ReadFloats("factors", 3, 2)).Message.ShouldContain("2 x 3; it should be 3 x 2");
        Should.Throw<InvalidDataException>(() => reader.ReadInts("times")).Message.ShouldContain("Int64");
        Should.Throw<InvalidDataException>(() => reader.ReadInts("gone")).Message.ShouldContain("it has factors, offsets, times, zero");
        Should.Throw<InvalidDataException>(() => reader.IntProperty("name")).Message.ShouldContain("\"x\"");
        Should.Throw<InvalidDataException>(() => reader.TextProperty("gone")).Message.ShouldContain("missing");
    }

    [Fact]
    public void Compares_bit_by_bit()
    {
        Sample().HoldsTheSameAs(Sample()).ShouldBeTrue();
        Sample(zero: -0f).HoldsTheSameAs(Sample()).ShouldBeFalse();
        Sample(zero: float.NaN).HoldsTheSameAs(Sample(zero: float.NaN)).ShouldBeTrue();
        var more = Sample();
        more.Write("more", [1]);
        more.HoldsTheSameAs(Sample()).ShouldBeFalse();
        var otherProperty = Sample();
        otherProperty.Properties["count"] = 4;
        otherProperty.HoldsTheSameAs(Sample()).ShouldBeFalse();
    }

    private static MemoryArtifact Sample(float zero = 0)
    {
        var artifact = new MemoryArtifact();
        artifact.Write("factors", [1f, 2, 3, 4, 5, 6], 2, 3);
        artifact.Write("offsets", [0, 7]);
        artifact.Write("times", [long.MinValue, 9]);
        artifact.Write("zero", [zero], 1);
        artifact.Properties["count"] = 3;
        artifact.Properties["name"] = "x";
        return artifact;
    }
}
