using Marquee.Recommenders;

namespace Marquee.Evaluation.Tests.Tuning.Media;

public class MediaTuningDataTests
{
    [Fact]
    public void A_fifth_of_the_labelled_items_is_held_out_and_another_for_the_conclusion()
    {
        var data = StripedPictures.Data(40);
        data.HeldOut(0).Length.ShouldBe(8);
        data.HeldOut(0).ShouldNotContain(item => data.HeldOut(1).Contains(item));
        data.Known(0).Concat(data.HeldOut(0)).Order().ShouldBe(Enumerable.Range(0, 40));
        StripedPictures.Data(40).HeldOut(0).ShouldBe(data.HeldOut(0));
        StripedPictures.Data(40, 4).HeldOut(0).ShouldNotBe(data.HeldOut(0));
    }

    [Fact]
    public void Labels_that_fewer_than_five_items_have_do_not_count_and_items_without_labels_are_not_judged()
    {
        var data = Tagged(20, number => number == 19 ? [] : number < 4 ? ["rare", "common"] : number < 9 ? ["five", "common", "common"] : ["common"]);
        data.Names.ShouldBe(["common", "five"]);
        data.Labels.Of(0).ToArray().ShouldBe([0]);
        data.Labels.Of(5).ToArray().ShouldBe([0, 1]);
        data.Labelled.ShouldBe(19);
        Enumerable.Range(0, MediaTuningData.Parts).SelectMany(data.HeldOut).ShouldNotContain(19);
    }

    [Fact]
    public void What_is_reached_without_looking_is_the_share_of_the_most_frequent_label()
    {
        var data = Tagged(50, number => number < 35 ? ["usual"] : ["seldom"]);
        data.Unseeing(0).ShouldBe(data.HeldOut(0).Count(item => item < 35) / 10.0);
    }

    [Fact]
    public void Another_label_or_picture_is_another_study()
    {
        var print = StripedPictures.Data(20).Fingerprint();
        StripedPictures.Data(20).Fingerprint().ShouldBe(print);
        StripedPictures.Data(21).Fingerprint().ShouldNotBe(print);
        StripedPictures.Data(20, 9).Fingerprint().ShouldNotBe(print);
        Tagged(20, _ => ["lying"]).Fingerprint().ShouldNotBe(print);
    }

    [Fact]
    public void Too_few_labelled_items_are_refused() =>
        Should.Throw<OptionException>(() => Tagged(30, number => number < 9 ? ["some"] : number < 13 ? ["few"] : [])).Message
            .ShouldBe("Settings are judged on items whose labels are foretold; 9 of the 30 files are of items with a label that 5 items have, and 10 are needed.");

    private static MediaTuningData Tagged(int count, Func<int, string[]> tags) =>
        new(StripedPictures.Preparation, StripedPictures.Of(count), [.. Enumerable.Range(0, count).Select(tags)], 3);
}
