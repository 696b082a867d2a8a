namespace Marquee.Recommenders.Tests;

public sealed class CandidateSetTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(200)]
    public void Begins_with_every_item_that_the_model_knows(int itemCount)
    {
        var candidates = new CandidateSet(itemCount);
        candidates.Count.ShouldBe(itemCount);
        Members(candidates).ShouldBe(Enumerable.Range(0, itemCount));
        candidates.Contains(itemCount).ShouldBeFalse();
        candidates.Contains(-1).ShouldBeFalse();
    }

    [Fact]
    public void Removes_and_keeps()
    {
        var candidates = new CandidateSet(130);
        candidates.Remove([129, 129, 5, -1, 130, int.MaxValue]);
        candidates.Remove(new ItemMask([0, 64, 500]));
        Members(candidates).ShouldBe(Enumerable.Range(0, 130).Except([129, 5, 0, 64]));
        candidates.Keep(new ItemMask([5, 63, 64, 128, 500]));
        Members(candidates).ShouldBe([63, 128]);
        candidates.Keep(new ItemMask([63]));
        Members(candidates).ShouldBe([63]);
    }

    [Fact]
    public void Removes_all_but_exceptions()
    {
        var candidates = new CandidateSet(130);
        candidates.Keep(new ItemMask([1, 2, 64, 129]));
        candidates.Remove(new ItemMask([1, 64, 129, 500]), except: new ItemMask([3, 64]));
        Members(candidates).ShouldBe([2, 64]);
    }

    [Fact]
    public void Begins_anew_for_models_of_any_size()
    {
        var candidates = new CandidateSet(10);
        candidates.Reset(200);
        Members(candidates).ShouldBe(Enumerable.Range(0, 200));
        candidates.Reset(70, [69, 3, 3, 70, -1]);
        Members(candidates).ShouldBe([3, 69]);
        candidates.Count.ShouldBe(2);
        candidates.Reset(70);
        candidates.Count.ShouldBe(70);
    }

    [Fact]
    public void A_mask_changes_into_another_and_stays_itself()
    {
        var mask = new ItemMask([1, 70]);
        var other = mask.With([KeyValuePair.Create(1, false), KeyValuePair.Create(200, true), KeyValuePair.Create(5, true), KeyValuePair.Create(5, false), KeyValuePair.Create(999, false)]);
        Enumerable.Range(-1, 2000).Where(other.Contains).ShouldBe([70, 200]);
        Enumerable.Range(-1, 2000).Where(mask.Contains).ShouldBe([1, 70]);
        (mask.IsEmpty, ItemMask.Empty.IsEmpty, mask.With([KeyValuePair.Create(1, false), KeyValuePair.Create(70, false)]).IsEmpty).ShouldBe((false, true, true));
    }

    [Fact]
    public void A_mask_holds_what_it_was_given()
    {
        var mask = ItemMask.Union([new ItemMask([1, 70]), new ItemMask([]), new ItemMask([70, 200, 2])]);
        Enumerable.Range(-1, 300).Where(mask.Contains).ShouldBe([1, 2, 70, 200]);
        Should.Throw<ArgumentOutOfRangeException>(() => new ItemMask([-1]));
    }

    private static IEnumerable<int> Members(CandidateSet candidates) => Enumerable.Range(0, candidates.ItemCount).Where(candidates.Contains);
}
