using Shouldly;
using Xunit;

namespace Marquee.Testing;

/// <summary>What every store owes to a request that may be sent again: its answer is kept with its changes, for a day.</summary>
public abstract class StoreAnswersContract(IStoreHarness harness) : StoreContract(harness)
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 29, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Recalls_what_was_remembered_in_this_batch_and_in_those_before()
    {
        using (var store = Open())
        {
            using var writer = store.OpenWriter();
            writer.Recall("key").ShouldBeNull();
            writer.Remember("key", "answer", Noon);
            writer.Remember("other \"key\" 🎬", "line\nand 'quotes' 🎬", Noon);
            writer.Remember("empty", "", Noon);
            writer.Recall("key").ShouldBe("answer");
            writer.Commit().ShouldBe(1);
        }

        using var again = Open();
        using var other = again.OpenWriter();
        (other.Recall("key"), other.Recall("other \"key\" 🎬"), other.Recall("empty"), other.Recall("Key")).ShouldBe(("answer", "line\nand 'quotes' 🎬", "", null));
    }

    [Fact]
    public void Forgets_the_answer_with_the_changes_that_were_not_committed()
    {
        using var store = Open();
        using var writer = store.OpenWriter();
        writer.Remember("abandoned", "answer", Noon);
        writer.Abandon();
        writer.Recall("abandoned").ShouldBeNull();

        writer.Remember("open", "answer", Noon);
        using var other = store.OpenWriter();
        other.Recall("open").ShouldBeNull();
        writer.Commit();
        other.Recall("open").ShouldBe("answer");
    }

    [Fact]
    public void Keeps_the_later_of_two_answers()
    {
        using var store = Open();
        using var writer = store.OpenWriter();
        writer.Remember("key", "first", Noon);
        writer.Commit();
        writer.Remember("key", "second", Noon);
        writer.Commit();

        writer.Recall("key").ShouldBe("second");
    }

    [Fact]
    public void Forgets_answers_after_a_day()
    {
        using var store = Open();
        using var writer = store.OpenWriter();
        writer.Remember("first", "1", Noon);
        writer.Remember("second", "2", Noon.AddMilliseconds(1));
        writer.Commit();

        writer.Remember("third", "3", Noon.AddHours(24));
        writer.Commit();
        (writer.Recall("first"), writer.Recall("second")).ShouldBe(("1", "2"));

        writer.Remember("fourth", "4", Noon.AddHours(24).AddMilliseconds(1));
        writer.Commit();
        (writer.Recall("first"), writer.Recall("second"), writer.Recall("third"), writer.Recall("fourth")).ShouldBe((null, "2", "3", "4"));
    }

    [Fact]
    public void Refuses_a_key_that_it_could_not_find_again()
    {
        using var store = Open();
        using var writer = store.OpenWriter();

        Should.Throw<ArgumentException>(() => writer.Remember("", "answer", Noon));
        Should.Throw<ArgumentException>(() => writer.Remember("a\0b", "answer", Noon));
        Should.Throw<ArgumentException>(() => writer.Remember("key", "\uD83C", Noon));
        (writer.Recall(""), writer.Recall("\uD83C"), writer.Recall("a\0b")).ShouldBe((null, null, null));
    }
}
