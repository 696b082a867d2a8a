namespace Marquee.Testing;

/// <summary>A sample of every format, so that each can be asked to leave the others alone.</summary>
public static class FormatSamples
{
    public static FormatSample MovieLens100K { get; } = new(
        "movielens-100k",
        [
            ("u.data", "1\t10\t3\t881250949\n2\t11\t5\t891717742\n1\t11\t1\t878887116\n"),
            ("u.item", "10|Night Train, The (1951)|01-Jan-1951||http://example.org/10|0|1|0\n11|unknown||||1|0|0\n12|Quiet Harbour (1987)|24-Jun-1987|||0|1|1\n"),
            ("u.user", "1|24|M|technician|85711\n2|53|F|other|94043\n"),
            ("u.genre", "unknown|0\nDrama|1\nThriller|2\n\n"),
        ],
        BadLine: "1\t10\tthree\t881250949")
    {
        IsLatin1 = true,
    };

    public static FormatSample MovieLens1M { get; } = new(
        "movielens-1m",
        [
            ("ratings.dat", "1::10::5::978300760\n1::11::3::978302109\n2::10::4::978301968\n"),
            ("movies.dat", "10::Night Train, The (1951)::Drama|Thriller\n11::Quiet Harbour (1987)::Drama\n"),
            ("users.dat", "1::F::1::10::48067\n2::M::56::16::70072\n"),
        ],
        BadLine: "1::11::3")
    {
        IsLatin1 = true,
    };

    public static FormatSample Marquee { get; } = new(
        "marquee",
        [
            (
                "data.jsonl",
                """
                {"type":"user","id":"ann","attributes":{"country":"NL"},"optedOut":true}
                {"type":"item","id":"night-train-1951","title":"The Night Train","kind":"film","year":1951,"releaseDate":"1951-03-02","countries":["GB"],"language":"en","categories":["drama"],"labels":["journey","secret"],"people":[{"name":"Ann Lee","role":"director"}],"summary":"A clerk takes the wrong train.","availableFrom":"2024-01-01T00:00:00.000Z","availableUntil":"2030-01-01T00:00:00.000Z","hidden":true,"attributes":{"runtime":"92"},"features":{"visual":[0.1,-2]}}
                {"type":"interaction","user":"ann","item":"night-train-1951","kind":"watch","value":2.5,"progress":0.75,"time":"2024-05-01T20:15:00.250Z","session":"s1","text":"late"}
                {"type":"interaction","user":"ann","kind":"search","text":"train"}

                """),
        ],
        BadLine: """{"type":"interaction","user":"ann","item":"night-train-1951"}""");

    public static IReadOnlyList<FormatSample> All { get; } =
    [
        MovieLens100K,
        MovieLens1M,
        Marquee,
    ];
}
