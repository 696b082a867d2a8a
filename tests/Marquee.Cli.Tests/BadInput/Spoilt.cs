using System.Text;

namespace Marquee.Cli.Tests.BadInput;

/// <summary>A file with damage.</summary>
/// <param name="Content">The file.</param>
/// <param name="Line">Its first bad line; 0 where the damage is the file itself.</param>
/// <param name="Lines">How many lines are bad.</param>
internal sealed record Spoilt(byte[] Content, int Line, int Lines)
{
    private const int LineOfDamage = 4;

    /// <summary>How many good ratings are left.</summary>
    public int Good => Lines == Rating.Good.Count ? 0 : IsCut ? Rating.Good.Count - 1 : Rating.Good.Count;

    private bool IsCut { get; init; }

    /// <summary>The file as it should be.</summary>
    public static string Whole(InputLayout layout) => string.Concat(LinesOf(layout).Select(line => line + "\n"));

    /// <summary>The damage is the file itself.</summary>
    public static Spoilt InAll(byte[] content) => new(content, 0, 0);

    /// <summary>A bad line among good ones.</summary>
    public static Spoilt InLine(InputLayout layout, byte[] line)
    {
        var lines = LinesOf(layout).Select(Encoding.UTF8.GetBytes).ToList();
        lines.Insert(LineOfDamage - 1, line);
        return new Spoilt([.. lines.SelectMany(bytes => bytes.Append((byte)'\n'))], LineOfDamage, 1);
    }

    /// <summary>Of the last line a third is there: of a time that was cut nobody can tell.</summary>
    public static Spoilt CutShort(InputLayout layout)
    {
        var whole = Encoding.UTF8.GetBytes(Whole(layout));
        var last = Encoding.UTF8.GetByteCount(LinesOf(layout)[^1]);
        return new Spoilt(whole[..^((last * 2 / 3) + 1)], LinesOf(layout).Count, 1) { IsCut = true };
    }

    private static List<string> LinesOf(InputLayout layout) => [.. new[] { layout.Header }.OfType<string>(), .. Rating.Good.Select(layout.Line)];
}
