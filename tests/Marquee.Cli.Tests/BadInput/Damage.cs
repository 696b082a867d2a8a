using System.IO.Compression;
using System.Text;

namespace Marquee.Cli.Tests.BadInput;

/// <summary>One thing that goes wrong with files.</summary>
/// <param name="Name">What, in words.</param>
/// <param name="Reason">A pattern that the message must match.</param>
/// <param name="Spoil">Makes a file with it; nothing where it cannot go wrong, or cannot be noticed, in a format.</param>
internal sealed record Damage(string Name, string Reason, Func<InputLayout, Spoilt?> Spoil)
{
    private const int LongLine = 10 << 20;
    private const string NotANumber = "not a number|must be a number";
    private const string NotFinite = "not a finite number|must be a number|neither seconds since 1970 nor a date";
    private const string NotInTime = "negative|before 1970";

    public static IReadOnlyList<Damage> All { get; } =
    [
        new("a file that ends in the middle of a line", "fields where|not valid JSON", layout => layout.HasValueAndTime ? Spoilt.CutShort(layout) : null),
        new("another delimiter in one line", "field[s]? where .*seem to be separated by|not a whole number", layout => layout.Separator is { } own ? InLine(layout, Rejoined(layout, own)) : null),
        new("another delimiter in all lines", "seem to be separated by|without a known format: it starts with '1;10'", layout => layout.Separator is { } own ? EverywhereDelimited(layout, own) : null),
        new("a field too many", "fields where", layout => layout.Separator is { } own && layout.HasValueAndTime ? InLine(layout, layout.Line(Rating.Another) + own + "1") : null),
        new("a rating that is a word", NotANumber, layout => WithValue(layout, "great")),
        new("a rating that is empty", "is empty; a number|must be a number", layout => layout.Format is "csv" or "recbole" ? null : WithValue(layout, "")),
        new("a rating that is not a number", NotFinite, layout => WithValue(layout, "NaN")),
        new("a rating that is infinite", NotFinite, layout => WithValue(layout, "-Infinity")),
        new("a rating beyond all numbers", NotFinite, layout => WithValue(layout, "1e999")),
        new("a time that is not a number", NotFinite, layout => WithTime(layout, "NaN")),
        new("a time that is infinite", NotFinite, layout => WithTime(layout, "Infinity")),
        new("a time that is negative", NotInTime, layout => WithTime(layout, "-1")),
        new("a time in milliseconds", "milliseconds|neither seconds", layout => WithTime(layout, "978300760000")),
        new("a time that is a word", "neither seconds since 1970 nor a date", layout => WithTime(layout, "yesterday")),
        new("a line of 10 MB", "longer than 1,048,576 bytes", layout => InLine(layout, new string('7', LongLine))),
        new("a null byte", "null byte", layout => InLine(layout, layout.Line(Rating.Another) + "\0")),
        new("bytes that are not UTF-8", "0xE9 .*not UTF-8", layout => layout.IsLatin1 ? null : Spoilt.InLine(layout, [.. Encoding.UTF8.GetBytes(layout.Line(Rating.Another)), 0xE9])),
        new("an empty file", "is empty", _ => Spoilt.InAll([])),
        new("a file of blank lines", "is empty", _ => Spoilt.InAll("\n \n\r\n"u8.ToArray())),
        new("UTF-16 with a byte order mark", "UTF-16; save it as UTF-8", layout => Spoilt.InAll([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Spoilt.Whole(layout))])),
        new("UTF-16 without a byte order mark", "UTF-16 without a byte order mark", layout => Spoilt.InAll(Encoding.BigEndianUnicode.GetBytes(Spoilt.Whole(layout)))),
        new("UTF-32", "UTF-32; save it as UTF-8", layout => Spoilt.InAll([.. Encoding.UTF32.GetPreamble(), .. Encoding.UTF32.GetBytes(Spoilt.Whole(layout))])),
        new("a packed file that was cut", "cut short", layout => Spoilt.InAll(CutPacked(layout))),
        new("a zip archive", "zip archive", _ => Spoilt.InAll("PK\u0003\u0004 and so on"u8.ToArray())),
    ];

    public static Damage Find(string name) => All.Single(damage => damage.Name == name);

    private static Spoilt InLine(InputLayout layout, string line) => Spoilt.InLine(layout, Encoding.UTF8.GetBytes(line));

    private static Spoilt? WithValue(InputLayout layout, string value) => layout.HasValueAndTime ? InLine(layout, layout.Line(Rating.Another with { Value = value })) : null;

    private static Spoilt? WithTime(InputLayout layout, string time) => layout.HasValueAndTime ? InLine(layout, layout.Line(Rating.Another with { Time = time })) : null;

    private static string Rejoined(InputLayout layout, string own) => layout.Line(Rating.Another).Replace(own, own == ";" ? "," : ";");

    private static Spoilt EverywhereDelimited(InputLayout layout, string own)
    {
        // A header is a good line or none; without one the first rating is the first bad line.
        var text = string.Concat(Rating.Good.Select(rating => layout.Line(rating).Replace(own, ";") + "\n"));
        var content = Encoding.UTF8.GetBytes(layout.Header is { } header ? $"{header}\n{text}" : text);

        // Nothing but numbers and spaces tells a list from any other file.
        return layout.Format == "lists" ? Spoilt.InAll(content) : new Spoilt(content, layout.Header is null ? 1 : 2, Lines: Rating.Good.Count);
    }

    private static byte[] CutPacked(InputLayout layout)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(Spoilt.Whole(layout)));
        }

        return packed.ToArray()[..(int)(packed.Length / 2)];
    }
}
