using Marquee.Data;
using Marquee.Numerics;
using Marquee.Recommenders;

namespace Marquee.Live.Tests;

/// <summary>A service with sixty films, a series and forty users of two tastes, and a trained model.</summary>
internal static class SmallService
{
    public const int Films = 60;
    public const int Users = 40;

    public static async Task<LiveService> Start(string model = "ease", LiveOptions? options = null, TimeProvider? time = null)
    {
        var service = new LiveService(options, time);
        var set = new ChangeSet();
        for (var film = 0; film < Films; film++)
        {
            set.Put(Film(film));
        }

        set.Put(new Item { Id = "series", Kind = "series", Title = "The Series", Categories = ["Drama"] });
        for (var episode = 1; episode <= 6; episode++)
        {
            set.Put(new Item
            {
                Id = $"episode-{episode}",
                Kind = "episode",
                Title = $"Episode {episode}",
                Categories = ["Drama"],
                Attributes = new AttributeMap([new("series", "series"), new("season", episode <= 3 ? "1" : "2"), new("episode", $"{(episode - 1) % 3 + 1}")]),
            });
        }

        var random = new SplittableRandom(11);
        for (var user = 0; user < Users; user++)
        {
            set.Put(new User { Id = $"user-{user}", Attributes = new AttributeMap([new("country", user % 2 == 0 ? "DE" : "FR")]) });
            for (var watch = 0; watch < 12; watch++)
            {
                // Even users like even films: eight times in ten.
                var film = 2 * random.Next(Films / 2) + (random.Next(10) < 8 ? user % 2 : 1 - user % 2);
                set.Put(LiveService.Watch($"user-{user}", $"film-{film}", 60 * watch + user));
            }
        }

        await service.Engine.Apply(set);
        await Publish(service, model);
        return service;
    }

    public static async Task Publish(LiveService service, string model)
    {
        var snapshot = await service.Engine.Reload(CancellationToken.None);
        var family = ModelCatalogue.Find(model);
        var trained = family.Train(snapshot, family.Options.Defaults, new TrainingContext { MaxDegreeOfParallelism = 1 });
        service.Models.Publish(model, writer => ModelArchive.Save(family, trained, snapshot, writer, service.Engine.Now));
        service.Engine.RefreshModels();
    }

    public static Item Film(int number) => new()
    {
        Id = $"film-{number}",
        Title = $"Film {number}",
        Kind = "film",
        Categories = [number % 2 == 0 ? "Comedy" : "Drama", $"Part {number % 5}"],
        ReleaseDate = number < 10 ? new DateOnly(2026, 1, 1).AddDays(-number) : new DateOnly(2010, 1, 1),
    };
}
