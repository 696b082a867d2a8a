namespace Marquee.Data.Demo;

/// <summary>A taste that people share: one of the ingredients of a simulated viewer.</summary>
/// <param name="Name">A name for people, such as <c>space and machines</c>.</param>
/// <param name="Themes">Themes that draw it in (from the catalogue's vocabulary), each counting 1.</param>
/// <param name="Genres">Genres that draw it in, each counting 1.</param>
/// <param name="Dislikes">Themes or genres that put it off, each counting -1.</param>
public sealed record TasteCircle(string Name, ValueList<string> Themes, ValueList<string> Genres, ValueList<string> Dislikes)
{
    /// <summary>
    /// How much an item speaks to the circle, before standardisation: what draws in minus what puts off, over the square root of the number of
    /// words that describe the item, so that a long list of labels is no advantage.
    /// </summary>
    public double Appeal(Item item)
    {
        var words = item.Labels.Concat(item.Categories).ToArray();
        var sum = words.Sum(word =>
            (Themes.Contains(word) ? 1 : 0) + (Genres.Contains(word) ? 1 : 0) - (Dislikes.Contains(word) ? 1 : 0));
        return sum / Math.Sqrt(Math.Max(1, words.Length));
    }

    /// <summary>The circles that simulated viewers belong to.</summary>
    public static IReadOnlyList<TasteCircle> All { get; } =
    [
        new("crime nights",
            ["organized-crime", "heist", "hitman", "con-artists", "corruption", "drug-trade", "revenge", "gritty", "violent", "prison"],
            ["crime", "film-noir", "thriller"], ["feel-good", "musical"]),
        new("whodunits and detectives",
            ["detective-work", "whodunit", "police-procedural", "serial-killer", "twist-ending", "courtroom", "small-town", "slow-burn"],
            ["mystery", "crime"], ["slapstick", "superheroes"]),
        new("space and machines",
            ["space-travel", "alien-contact", "artificial-intelligence", "dystopia", "time-travel", "virtual-reality", "technology-and-society", "cerebral"],
            ["science-fiction"], ["melancholy", "musical"]),
        new("heroes and quests",
            ["superheroes", "magic", "mythology", "epic-quest", "fairy-tale", "parallel-worlds", "epic-scale", "dinosaurs-and-monsters"],
            ["fantasy", "adventure", "action"], ["slow-burn", "black-and-white"]),
        new("horror after dark",
            ["haunted-house", "vampires", "zombies", "demonic", "slasher", "body-horror", "creature-attack", "psychological-dread", "cult"],
            ["horror"], ["feel-good", "family"]),
        new("war and history",
            ["war-front", "resistance", "revolution", "political-intrigue", "siege", "colonialism", "true-story", "samurai", "gladiators-and-swords"],
            ["war", "history", "biography"], ["campy", "slapstick"]),
        new("romance",
            ["first-love", "doomed-romance", "love-triangle", "marriage", "second-chances", "bittersweet", "melancholy"],
            ["romance"], ["violent", "horror", "war-front"]),
        new("laughing out loud",
            ["slapstick", "screwball", "dark-comedy", "deadpan", "satire", "media-satire", "mockumentary", "workplace", "campy"],
            ["comedy"], ["grief", "violent", "slow-burn"]),
        new("the family sofa",
            ["animated-world", "animals", "feel-good", "whimsical", "friendship", "fairy-tale", "parenthood", "stop-motion"],
            ["animation", "family", "adventure"], ["violent", "serial-killer", "body-horror", "gritty"]),
        new("art house",
            ["poetic", "slow-burn", "surreal", "loneliness", "dreams-and-memory", "black-and-white", "art-and-artists", "religion-and-faith", "unreliable-narrator"],
            ["drama"], ["superheroes", "fast-paced", "slapstick"]),
        new("growing up",
            ["coming-of-age", "education", "friendship", "queer-lives", "small-town", "nostalgic", "mothers-and-daughters", "fathers-and-sons", "sibling-rivalry"],
            ["drama", "comedy"], ["war-front", "hitman"]),
        new("music and stage",
            ["music-world", "dance", "theatre-and-film-world", "nostalgic", "biography", "feel-good"],
            ["musical", "music"], ["violent", "zombies", "police-procedural"]),
        new("fists and chases",
            ["martial-arts", "fast-paced", "vigilante", "terrorism", "kidnapping", "motor-racing", "espionage", "survival", "boxing-ring", "sports-underdog"],
            ["action", "thriller", "sport"], ["poetic", "melancholy", "slow-burn"]),
        new("society under the lens",
            ["class-divide", "racism", "immigration", "poverty", "feminism", "justice-system", "journalism", "capitalism", "true-story", "documentary-look", "environment"],
            ["documentary", "drama"], ["campy", "magic", "superheroes"]),
        new("horizons",
            ["western-frontier", "road-movie", "desert", "mountains-and-snow", "jungle", "sea-and-ships", "survival", "environment", "isolation"],
            ["western", "adventure"], ["workplace", "screwball"]),
        new("houses and secrets",
            ["family-bonds", "marriage", "aging", "grief", "political-intrigue", "class-divide", "writing-and-books", "ensemble-cast", "melancholy"],
            ["drama", "history", "romance"], ["zombies", "martial-arts", "slasher"]),
    ];
}
