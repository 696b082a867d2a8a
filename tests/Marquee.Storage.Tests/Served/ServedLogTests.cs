using Marquee.Data;
using Marquee.Testing;

namespace Marquee.Storage.Tests;

public sealed class ServedLogTests : IDisposable
{
    private static readonly long Midnight = new DateTimeOffset(2026, 3, 29, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    private readonly TemporaryFolder _folder = new();

    private string Served => Path.Combine(_folder.Path, "served");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Gives_back_every_list_in_the_order_served()
    {
        ServedList[] lists =
        [
            new("a 1", Midnight, 7, "ease/3", "home/for-you", [5, 0, 12], [1, 0.25f, 1e-9f], 10),
            new("ö \"2\"\n", Midnight + 1, -1, "hybrid/12", "recommend", [], [], 0),
        ];

        await Write(lists);

        ShouldBeSame(ServedLog.Read(Served), lists);
    }

    [Fact]
    public async Task Begins_a_file_with_every_day_and_goes_on_with_it_after_a_restart()
    {
        var lists = Enumerable.Range(0, 6).Select(number => List(number, Midnight - 3 + number)).ToArray();
        await Write(lists[..2]);
        await Write(lists[2..5]);
        await Write(lists[5..]);

        Directory.GetFiles(Served).Select(Path.GetFileName).Order(StringComparer.Ordinal).ShouldBe(["2026-03-28.jsonl", "2026-03-29.jsonl"]);
        File.ReadAllLines(Path.Combine(Served, "2026-03-28.jsonl")).Length.ShouldBe(3);
        ShouldBeSame(ServedLog.Read(Served), lists);
    }

    [Fact]
    public async Task Keeps_what_many_threads_served_at_once()
    {
        await using (var log = new ServedLog(Served, capacity: 100_000))
        {
            await Parallel.ForAsync(0, 2000, TestContext.Current.CancellationToken, (number, _) =>
            {
                log.Append(List(number, Midnight)).ShouldBeTrue();
                return ValueTask.CompletedTask;
            });
            log.Dropped.ShouldBe(0);
        }

        ServedLog.Read(Served).Select(list => list.Offset).Order().ShouldBe(Enumerable.Range(0, 2000));
    }

    [Fact]
    public async Task Shows_a_list_without_being_closed()
    {
        await using var log = new ServedLog(Served);
        log.Append(List(1, Midnight));

        SpinWait.SpinUntil(() => ServedLog.Read(Served).Any(), TimeSpan.FromSeconds(20)).ShouldBeTrue();
    }

    [Fact]
    public async Task Passes_over_a_line_that_is_being_written_and_cuts_off_what_a_crash_left()
    {
        await Write(List(0, Midnight));
        var file = Path.Combine(Served, "2026-03-29.jsonl");
        var whole = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        for (var length = 1; length < whole.Length - 1; length++)
        {
            await File.WriteAllTextAsync(file, whole + whole[..length], TestContext.Current.CancellationToken);
            ShouldBeSame(ServedLog.Read(Served), [List(0, Midnight)]);
        }

        await Write(List(1, Midnight));

        ShouldBeSame(ServedLog.Read(Served), [List(0, Midnight), List(1, Midnight)]);
    }

    [Theory]
    [InlineData("not JSON")]
    [InlineData("""{"id":"x","time":1,"user":0,"model":"m","surface":"s","items":[1,2],"propensities":[1],"offset":0}""")]
    [InlineData("""{"id":"x","time":1,"user":0,"model":"m","surface":"s","items":[1],"propensities":[0],"offset":0}""")]
    [InlineData("""{"id":"x","time":1}""")]
    [InlineData("null")]
    public async Task Says_which_line_is_no_list(string line)
    {
        await Write(List(0, Midnight));
        await File.AppendAllTextAsync(Path.Combine(Served, "2026-03-29.jsonl"), line + "\n", TestContext.Current.CancellationToken);
        await Write(List(1, Midnight));

        Should.Throw<StoreException>(() => ServedLog.Read(Served).ToArray()).Message.ShouldContain("2026-03-29.jsonl:2: this is no served list");
    }

    [Fact]
    public async Task Counts_what_it_cannot_write_and_goes_on_when_it_can()
    {
        // A file stands where the folder should be.
        await File.WriteAllTextAsync(Served, "", TestContext.Current.CancellationToken);
        await using (var log = new ServedLog(Served))
        {
            log.Append(List(0, Midnight));
            SpinWait.SpinUntil(() => log.Dropped == 1, TimeSpan.FromSeconds(20)).ShouldBeTrue();
            File.Delete(Served);
            log.Append(List(1, Midnight));
        }

        ShouldBeSame(ServedLog.Read(Served), [List(1, Midnight)]);
    }

    [Fact]
    public async Task Drops_and_counts_what_finds_no_room()
    {
        var log = new ServedLog(Served, capacity: 1);
        var kept = 0;
        for (var number = 0; number < 5000; number++)
        {
            kept += log.Append(List(number, Midnight)) ? 1 : 0;
        }

        await log.DisposeAsync();
        log.Append(List(0, Midnight)).ShouldBeFalse();

        log.Dropped.ShouldBe(5001 - kept);
        ServedLog.Read(Served).Count().ShouldBe(kept);
    }

    [Fact]
    public async Task Refuses_a_list_without_a_propensity_for_each_item()
    {
        await using var log = new ServedLog(Served);

        Should.Throw<ArgumentException>(() => log.Append(new ServedList("x", Midnight, 0, "m", "s", [1, 2], [1], 0))).Message.ShouldContain("2 items and 1 propensities");
        Should.Throw<ArgumentException>(() => log.Append(new ServedList("x", Midnight, 0, "m", "s", [1], [float.NaN], 0))).Message.ShouldContain("above 0");
        Should.Throw<ArgumentException>(() => log.Append(new ServedList("x", -1, 0, "m", "s", [], [], 0))).Message.ShouldContain("since 1970");
    }

    [Fact]
    public async Task Deletes_the_files_of_days_that_are_too_long_ago_and_nothing_else()
    {
        const long Day = 86_400_000;
        await Write(List(0, Midnight), List(1, Midnight + Day), List(2, Midnight + (2 * Day)));
        File.WriteAllText(Path.Combine(Served, "notes.txt"), "mine");

        await using (var log = new ServedLog(Served, keepDays: 2))
        {
            log.Append(List(3, Midnight + (3 * Day)));
        }

        Directory.GetFiles(Served).Select(Path.GetFileName).Order(StringComparer.Ordinal).ShouldBe(["2026-03-30.jsonl", "2026-03-31.jsonl", "2026-04-01.jsonl", "notes.txt"]);
    }

    [Fact]
    public void Reads_nothing_where_nothing_was_served() => ServedLog.Read(Served).ShouldBeEmpty();

    private static ServedList List(int number, long time) => new($"list {number}", time, number, "ease/1", "recommend", [number, number + 1], [1, 0.5f], number);

    private async Task Write(params ServedList[] lists)
    {
        await using var log = new ServedLog(Served);
        Array.ForEach(lists, list => log.Append(list).ShouldBeTrue());
    }

    private static void ShouldBeSame(IEnumerable<ServedList> actual, IEnumerable<ServedList> expected)
    {
        var found = actual.ToArray();
        found.Select(Plain).ShouldBe(expected.Select(Plain));
        found.Select(list => string.Join(' ', list.Items)).ShouldBe(expected.Select(list => string.Join(' ', list.Items)));
        found.SelectMany(list => list.Propensities).ShouldBe(expected.SelectMany(list => list.Propensities));

        static (string, long, int, string, string, int) Plain(ServedList list) => (list.Id, list.Time, list.User, list.Model, list.Surface, list.Offset);
    }
}
