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
    public void Has_a_fingerprint_that_stays_when_ids_are_added_behind()
    {
        var before = new IdMap(["a", "b"]);
        var after = new IdMap(["a", "b", "c"]);

        after.Fingerprint(2).ShouldBe(before.Fingerprint(2));
        after.Fingerprint(3).ShouldNotBe(after.Fingerprint(2));
    }

    [Fact]
    public void Has_a_fingerprint_that_knows_where_one_id_ends() =>
        new IdMap(["ab", "c"]).Fingerprint(2).ShouldNotBe(new IdMap(["a", "bc"]).Fingerprint(2));
}
