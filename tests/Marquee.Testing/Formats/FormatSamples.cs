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

    public static FormatSample MovieLensLatest { get; } = new(
        "movielens-latest",
        [
            ("ratings.csv", "userId,movieId,rating,timestamp\n1,10,4.0,964982703\n1,11,0.5,964981247\n2,10,3.5,964982224\n"),
            ("movies.csv", "movieId,title,genres\n10,\"Night Train, The (1951)\",Drama|Thriller\n11,\"A \"\"Quiet\"\" Harbour (1987)\",(no genres listed)\n"),
            ("tags.csv", "userId,movieId,tag,timestamp\n2,10,\"slow, but good\",1445714994\n"),
            ("links.csv", "movieId,imdbId,tmdbId\n10,0044000,\n11,0093000,862\n"),
        ],
        BadLine: "2,10,3.5");

    public static FormatSample Csv { get; } = new(
        "csv",
        [
            (
                "interactions.csv",
                "user,item,kind,value,progress,time,session,text\nann,night-train,watch,,0.5,2024-05-01T20:15:00.250Z,s1,\nann,,search,,,,,\"train, \"\"night\"\"\"\nbob,night-train,rating,4.5,,1714594500,,\n"),
            ("items.csv", "item,title,kind,year,categories,people,hidden,runtime\nnight-train,\"The \"\"Night\"\" Train\",film,1951,drama|thriller,director:Ann Lee|cast:Bo Ek,false,92\n"),
            ("users.csv", "user,optedOut,country\nann,true,NL\nbob,false,\n"),
        ],
        BadLine: "bob,night-train,rating,many,,1714594500,,");

    public static FormatSample RecBole { get; } = new(
        "recbole",
        [
            ("films.inter", "user_id:token\titem_id:token\trating:float\ttimestamp:float\n1\t10\t4\t881250949.5\n1\t11\t3.5\t891717742\n2\t10\t1\t878887116\n"),
            ("films.item", "item_id:token\tmovie_title:token_seq\trelease_year:token\tclass:token_seq\tvisual:float_seq\truntime:float\n10\tNight Train\t1951\tDrama Thriller\t0.1 -2\t92\n11\tQuiet Harbour\tV\t\t\t\n"),
            ("films.user", "user_id:token\tage:token\tgender:token\n1\t24\tM\n2\t53\tF\n"),
            ("films.kg", "head_id:token\trelation_id:token\ttail_id:token\nm.1\tfilm.director\tm.2\n"),
        ],
        BadLine: "2\t10\t1")
    {
        Unread = ["films.kg"],
    };

    public static FormatSample Lists { get; } = new("lists", [("train.txt", "0 1 2 17\n1 2 \n2\n3 0 5 7\n4 1\n")], BadLine: "4,1");

    public static FormatSample Gorse { get; } = new(
        "gorse",
        [
            (
                "feedback.jsonl",
                """
                {"FeedbackType":"watch","UserId":"ann","ItemId":"10","Value":0,"Timestamp":"2024-05-01T20:15:00.123456789Z","Updated":"2024-05-02T00:00:00Z","Comment":""}
                {"FeedbackType":"star","UserId":"ann","ItemId":"10","Value":4.5,"Timestamp":"2024-05-01T22:15:00+02:00","Comment":"late"}
                {"FeedbackType":"like","UserId":"bob","ItemId":"10","Timestamp":"0001-01-01T00:00:00Z"}

                """),
            (
                "items.jsonl",
                """
                {"ItemId":"10","IsHidden":true,"Categories":["drama"],"Timestamp":"2020-03-04T00:00:00Z","Labels":["journey","secret"],"Comment":"The Night Train"}
                {"ItemId":"11","IsHidden":false,"Categories":null,"Timestamp":"0001-01-01T00:00:00Z","Labels":{"tags":["sea"],"runtime":92,"maker":{"country":"NL"},"embedding":[0.5,-1]},"Comment":""}

                """),
            (
                "users.jsonl",
                """
                {"UserId":"ann","Labels":["night owl","festival"],"Subscribe":null,"Comment":"met in 2020"}
                {"UserId":"bob","Labels":{"country":"NL","likes":["sea","trains"]},"Comment":""}

                """),
        ],
        BadLine: """{"FeedbackType":"watch","UserId":"ann"}""");

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
        MovieLensLatest,
        Csv,
        RecBole,
        Lists,
        Gorse,
        Marquee,
    ];
}
