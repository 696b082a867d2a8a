using FsCheck;
using FsCheck.Fluent;

namespace Marquee.Server.Tests;

public sealed class GorseListTests
{
    [Fact]
    public void Ids_come_in_order_from_any_one_on_whatever_their_number() => Prop.ForAll(
        Gen.Choose(0, 2000).SelectMany(count => Gen.Choose(0, 3000).ListOf(count)).ToArbitrary(),
        Gen.Choose(0, 3000).ToArbitrary(),
        (numbers, first) =>
        {
            var ids = numbers.Distinct().Select(number => number % 7 == 0 ? null : number.ToString()).ToArray();
            var from = first % 5 == 0 ? "" : first.ToString();
            IdOrder.From(from, ids.Length, index => ids[index]).Select(index => ids[index])
                .ShouldBe(ids.OfType<string>().Where(id => string.CompareOrdinal(id, from) >= 0).Order(StringComparer.Ordinal));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_cursor_leads_back_to_what_it_was_made_of()
    {
        GorseCursor.Id(GorseCursor.Of("小黄人/+= ")).ShouldBe("小黄人/+= ");
        GorseCursor.Id("").ShouldBe("");
        var feedback = new GorseFeedback { FeedbackType = "a", UserId = "b\"", ItemId = "c", Value = 3, Comment = "secret" };
        GorseCursor.Feedback(GorseCursor.Of(feedback)).ShouldBe(new GorseFeedback { FeedbackType = "a", UserId = "b\"", ItemId = "c" });
        GorseCursor.Feedback("").ShouldBeNull();
        Should.Throw<ProblemException>(() => GorseCursor.Id("not base64!")).Problem.Status.ShouldBe(400);
        Should.Throw<ProblemException>(() => GorseCursor.Feedback(GorseCursor.Of("no json"))).Problem.Status.ShouldBe(400);
    }
}
