using Marquee.Data;
using Marquee.Numerics;
using static Marquee.Live.Tests.LiveService;

namespace Marquee.Live.Tests;

public class UserStateTests
{
    [Fact]
    public async Task What_is_written_down_for_a_time_to_come_can_be_left_out()
    {
        await using var service = new LiveService();
        var noon = new DateTimeOffset(2024, 5, 1, 12, 0, 0, TimeSpan.Zero);
        await service.Engine.Apply(new ChangeSet().Put(Read("ann", "heat", noon)).Put(Read("ann", "jaws", noon.AddHours(1))).Put(Read("ann", "alien", noon.AddHours(2))));
        var ann = service.Engine.FindUser("ann").ShouldNotBeNull();
        int[] items = [.. new[] { "heat", "jaws", "alien" }.Select(service.Engine.Catalogue.IndexOf)];

        ann.Until(noon.ToUnixTimeMilliseconds() - 1).Seen.ToArray().ShouldBeEmpty();
        ann.Until(noon.ToUnixTimeMilliseconds()).Seen.ToArray().ShouldBe(items[..1]);
        ann.Until(noon.AddHours(1).ToUnixTimeMilliseconds()).History(0).Items.ToArray().ShouldBe(items[..2]);
        ann.Until(noon.AddHours(2).ToUnixTimeMilliseconds()).ShouldBeSameAs(ann);

        // Lists that were made for one are not given to the other.
        var versions = Enumerable.Range(-1, 4).Select(hour => ann.Until(noon.AddHours(hour).ToUnixTimeMilliseconds()).Version).ToList();
        versions.ShouldBeUnique();
        ann.Until(noon.AddMinutes(1).ToUnixTimeMilliseconds()).Version.ShouldBe(versions[1]);
    }

    [Fact]
    public async Task An_engine_tells_who_dealt_with_an_item()
    {
        await using var service = new LiveService();
        var random = new SplittableRandom(3);
        for (var round = 0; round < 60; round++)
        {
            var (user, item) = ($"u{random.Next(9)}", $"i{random.Next(5)}");
            await service.Engine.Apply(random.Next(4) switch
            {
                0 => new ChangeSet().DeleteInteractions(user, item),
                1 when random.Next(4) == 0 => new ChangeSet().DeleteUser(user),
                _ => new ChangeSet().Put(Watch(user, item)),
            });
            if (round % 20 == 9)
            {
                await service.Engine.Reload(CancellationToken.None);
            }

            for (var index = 0; index < service.Engine.Catalogue.Count; index++)
            {
                var dealt = Enumerable.Range(0, service.Engine.UserCount).Where(one => service.Engine.User(one).Events.ToArray().Any(done => done.Item == index));
                service.Engine.UsersOf(index).Select(one => one.Index).ShouldBe(dealt);
            }
        }
    }

    private static Interaction Read(string user, string item, DateTimeOffset time) => new() { UserId = user, ItemId = item, Kind = "read", Time = time };
}
