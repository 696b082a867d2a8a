namespace Marquee.Media.Tests;

public class LabelSetsTests
{
    private static readonly LabelSets Sets = new(4, [[3, 1], [], [1]]);

    [Fact]
    public void Labels_are_ascending_and_can_be_asked_for_one_by_one()
    {
        Sets.Of(0).ToArray().ShouldBe([1, 3]);
        Sets.Has(0, 3).ShouldBeTrue();
        Sets.Has(0, 2).ShouldBeFalse();
        Sets.Frequencies().ShouldBe([0, 2, 0, 1]);
    }

    [Fact]
    public void Some_examples_are_taken_in_the_order_that_is_asked_for()
    {
        var taken = Sets.Take([2, 0, 2]);
        taken.Count.ShouldBe(3);
        taken.Of(1).ToArray().ShouldBe([1, 3]);
        taken.Frequencies().ShouldBe([0, 3, 0, 1]);
    }

    [Fact]
    public void A_label_that_is_not_there_or_comes_twice_is_refused_by_name()
    {
        Should.Throw<ArgumentException>(() => new LabelSets(2, [[0], [2]])).Message.ShouldContain("Example 1 has the label 2, which is none of 0 to 1");
        Should.Throw<ArgumentException>(() => new LabelSets(2, [[1, 1]])).Message.ShouldContain("there twice");
    }
}
