namespace Marquee.Data.Tests;

/// <summary>What every split of whole pairs owes.</summary>
internal static class SplitLaws
{
    /// <summary>Pairs are divided among the parts: nothing lost, nothing twice, weights and times kept.</summary>
    public static void NothingLostAndNothingTwice(Snapshot snapshot, Split split)
    {
        var parts = split.Train.Interactions.Pairs().Concat(split.Test.Targets.Pairs());
        if (split.Validation is { } validation)
        {
            parts = parts.Concat(validation.Targets.Pairs());
        }

        parts.Order().ShouldBe(snapshot.Interactions.Pairs());
    }

    /// <summary>No event of a held-out pair trains, and every other event does.</summary>
    public static void HeldOutPairsLeaveNoTrace(Snapshot snapshot, Split split)
    {
        var heldOut = split.Test.Targets.Pairs().Concat(split.Validation?.Targets.Pairs() ?? []).Select(pair => (pair.User, pair.Item)).ToHashSet();
        var expected = snapshot.Events.Where(e => !heldOut.Contains((snapshot.Events.Users[e], snapshot.Events.Items[e])));

        split.Train.Events.Users.ToArray().ShouldBe(expected.Users.ToArray());
        split.Train.Events.Items.ToArray().ShouldBe(expected.Items.ToArray());
        split.Train.Events.Times.ToArray().ShouldBe(expected.Times.ToArray());
    }

    /// <summary>A question never contains its answer, and who is asked about has both.</summary>
    public static void QuestionsAreFair(Split split)
    {
        Fair(split.Test);
        if (split.Validation is { } validation)
        {
            Fair(validation);
        }

        static void Fair(HeldOut questions)
        {
            questions.Targets.Pairs().ShouldAllBe(pair => questions.History.EntryOf(pair.User, pair.Item) < 0);
            foreach (var user in questions.Users)
            {
                questions.Targets.ByUser.RowLength(user).ShouldBeGreaterThan(0);
                questions.History.ByUser.RowLength(user).ShouldBeGreaterThan(0);
            }
        }
    }

    public static void SameSplit(Split left, Split right)
    {
        left.Train.Interactions.Pairs().ShouldBe(right.Train.Interactions.Pairs());
        left.Test.Targets.Pairs().ShouldBe(right.Test.Targets.Pairs());
        left.Test.Users.ToArray().ShouldBe(right.Test.Users.ToArray());
        left.Validation?.Targets.Pairs().ShouldBe(right.Validation!.Targets.Pairs());
    }

    public static void All(Snapshot snapshot, ISplitter splitter, ulong seed)
    {
        var split = splitter.Split(snapshot, seed);
        NothingLostAndNothingTwice(snapshot, split);
        HeldOutPairsLeaveNoTrace(snapshot, split);
        QuestionsAreFair(split);
        SameSplit(split, splitter.Split(snapshot, seed));
    }
}
