using System.Text.Encodings.Web;
using System.Text.Json;

namespace Marquee.Cli.Tests.BadInput;

/// <summary>How every format writes ratings.</summary>
internal static class InputLayouts
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly long EndOfTime = new DateTimeOffset(2200, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();

    public static IReadOnlyList<InputLayout> All { get; } =
    [
        new("movielens-1m", "ratings.dat", rating => $"{rating.User}::{rating.Item}::{rating.Value}::{rating.Time}")
        {
            Separator = "::",
            IsLatin1 = true,
            Forbidden = "\r\n:",
            Duplicate = ("movies.dat", "10::One (1999)::Drama\n11::Two (1999)::Drama\n11::Three (1999)::Drama\n", 3),
        },
        new("movielens-100k", "u.data", rating => $"{rating.User}\t{rating.Item}\t{rating.Value}\t{rating.Time}")
        {
            Separator = "\t",
            IsLatin1 = true,
            Forbidden = "\t\r\n",
            Beside = [("u.user", "1|24|M|writer|85711\n"), ("u.genre", "unknown|0\nDrama|1\n"), ("u.item", "10|One (1999)|01-Jan-1999|||0|1\n")],
            Duplicate = ("u.item", "10|One (1999)|01-Jan-1999|||0|1\n11|Two (1999)|01-Jan-1999|||0|1\n11|Three (1999)|01-Jan-1999|||0|1\n", 3),
        },
        new("movielens-latest", "ratings.csv", rating => $"{Quoted(rating.User)},{Quoted(rating.Item)},{rating.Value},{rating.Time}")
        {
            Header = "userId,movieId,rating,timestamp",
            Separator = ",",
            Beside = [("movies.csv", "movieId,title,genres\n10,One (1999),Drama\n")],
            Duplicate = ("movies.csv", "movieId,title,genres\n10,One (1999),Drama\n11,Two (1999),Drama\n11,Three (1999),Drama\n", 4),
        },
        new("csv", "interactions.csv", rating => $"{Quoted(rating.User)},{Quoted(rating.Item)},{rating.Value},{rating.Time}")
        {
            Header = "user,item,rating,time",
            Separator = ",",
            Duplicate = ("items.csv", "item,title\n10,One\n11,Two\n11,Three\n", 4),
        },
        new("recbole", "films.inter", rating => $"{rating.User}\t{rating.Item}\t{rating.Value}\t{rating.Time}")
        {
            Header = "user_id:token\titem_id:token\trating:float\ttimestamp:float",
            Separator = "\t",
            Forbidden = "\t\r\n",
            Duplicate = ("films.item", "item_id:token\tmovie_title:token_seq\n10\tOne\n11\tTwo\n11\tThree\n", 4),
        },
        new("lists", "train.txt", rating => $"{rating.User} {rating.Item}")
        {
            Separator = " ",
            HasValueAndTime = false,
            Forbidden = null,
        },
        new("gorse", "feedback.jsonl", rating => $$"""{"FeedbackType":"rating","UserId":{{JsonText(rating.User)}},"ItemId":{{JsonText(rating.Item)}},"Value":{{JsonNumber(rating.Value)}},"Timestamp":"{{Moment(rating.Time)}}"}""")
        {
            Duplicate = ("items.jsonl", """{"ItemId":"10","Comment":"One"}""" + "\n" + """{"ItemId":"11","Comment":"Two"}""" + "\n" + """{"ItemId":"11","Comment":"Three"}""" + "\n", 3),
        },
        new("marquee", "data.jsonl", rating => $$"""{"type":"interaction","user":{{JsonText(rating.User)}},"item":{{JsonText(rating.Item)}},"kind":"rating","value":{{JsonNumber(rating.Value)}},"time":{{JsonNumber(rating.Time)}}}""")
        {
            Duplicate = ("items.jsonl", """{"type":"item","id":"10"}""" + "\n" + """{"type":"item","id":"11"}""" + "\n" + """{"type":"item","id":"11"}""" + "\n", 3),
        },
    ];

    public static InputLayout Find(string format) => All.Single(layout => layout.Format == format);

    private static string Quoted(string text) => text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"")}\"";

    private static string JsonText(string text) => JsonSerializer.Serialize(text, Json);

    /// <summary>A word that is no number stands in quotes, as programs write it.</summary>
    private static string JsonNumber(string text) => double.TryParse(text, out var number) && double.IsFinite(number) ? text : JsonText(text);

    /// <summary>Gorse writes moments as dates.</summary>
    private static string Moment(string seconds) =>
        long.TryParse(seconds, out var whole) && whole < EndOfTime ? DateTimeOffset.FromUnixTimeSeconds(whole).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'") : seconds;
}
