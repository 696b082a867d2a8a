namespace Marquee.Data.Tests;

public sealed class IdMapTests
{
    [Fact]
    public void Gives_back_the_index_of_every_id_and_the_id_of_every_index()
    {
        var map = new IdMap(["b", "a", "A", " a", "a\n", "🎬"]);

        for (var index = 0; index < map.Count; index++)
        {
            map.IndexOf(map[index]).ShouldBe(index);
            map.TryGetIndex(map[index], out var found).ShouldBeTrue();
            found.ShouldBe(index);
        }
    }

    [Fact]
    public void Answers_minus_one_for_an_unknown_id()
    {
        new IdMap(["a"]).IndexOf("b").ShouldBe(-1);
        IdMap.Empty.IndexOf("").ShouldBe(-1);
    }

    [Theory]
    [InlineData("a", "", "number 1 is empty")]
    [InlineData("a", "a", "'a' appears twice")]
    public void Refuses_empty_and_repeated_ids(string first, string second, string reason) =>
        Should.Throw<ArgumentException>(() => new IdMap([first, second])).Message.ShouldContain(reason);

    [Fact]
    public void Has_checksums_that_stay_when_ids_are_added_behind()
    {
        // sha256sum of "a" and "b" begins with these bytes.
        long[] expected = [BitConverter.ToInt64(Convert.FromHexString("ca978112ca1bbdca")), BitConverter.ToInt64(Convert.FromHexString("3e23e8160039594a"))];

        new IdMap(["a", "b"]).Checksums(2).ShouldBe(expected);
        new IdMap(["a", "b", "c"]).Checksums(2).ShouldBe(expected);
        new IdMap(["a", "b", "c"]).Checksums(3)[..2].ShouldBe(expected);
        Should.Throw<ArgumentOutOfRangeException>(() => new IdMap(["a"]).Checksums(2));
    }

    [Fact]
    public void Knows_which_ids_were_erased()
    {
        var map = new IdMap(["a", IdMap.Erased(1), IdMap.Erased(1) + "0"]);

        Enumerable.Range(0, 3).Select(map.IsErased).ShouldBe([false, true, false]);
    }
}
