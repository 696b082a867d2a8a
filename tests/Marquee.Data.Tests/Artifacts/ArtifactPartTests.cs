namespace Marquee.Data.Tests;

public sealed class ArtifactPartTests
{
    [Fact]
    public void Parts_have_arrays_and_properties_of_their_own()
    {
        var artifact = new MemoryArtifact();
        artifact.Properties["count"] = 1;
        artifact.Write("values", [1f], 1);
        for (var number = 0; number < 2; number++)
        {
            var part = artifact.Part($"member-{number}");
            part.Properties["count"] = 10 + number;
            part.Write("values", [number + .5f], 1);
            part.Part("inner").Write("times", [(long)number]);
        }

        var reader = artifact.Open();

        reader.IntProperty("count").ShouldBe(1);
        reader.ReadFloats("values", 1).ToArray().ShouldBe([1f]);
        for (var number = 0; number < 2; number++)
        {
            var part = reader.Part($"member-{number}");
            part.IntProperty("count").ShouldBe(10 + number);
            part.ReadFloats("values", 1).ToArray().ShouldBe([number + .5f]);
            part.Part("inner").ReadLongs("times").ShouldBe([number]);
        }
    }

    [Fact]
    public void Refuses_a_name_that_is_taken_or_could_not_be_a_file()
    {
        var artifact = new MemoryArtifact();
        artifact.Part("a");
        Should.Throw<ArgumentException>(() => artifact.Part("a")).Message.ShouldContain("'a'");
        Should.Throw<ArgumentException>(() => artifact.Part("A b")).Message.ShouldContain("'A b'");
        Should.Throw<InvalidDataException>(() => artifact.Open().Part("b")).Message.ShouldContain("'b'");
    }
}
