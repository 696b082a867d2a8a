using System.Text;

namespace Marquee.Data;

/// <summary>The first line of an atomic file: <c>name:type</c> for each column, with tabs between them.</summary>
internal sealed class RecBoleHeader
{
    private static readonly string[] Types = ["token", "token_seq", "float", "float_seq"];

    private RecBoleHeader(IReadOnlyList<string> names, IReadOnlySet<int> vectorColumns)
    {
        Names = names;
        VectorColumns = vectorColumns;
    }

    /// <summary>The names of the columns without their types.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The columns that hold lists of numbers.</summary>
    public IReadOnlySet<int> VectorColumns { get; }

    /// <summary>Whether a file starts with such a line.</summary>
    public static bool Recognizes(string path) => TextHead.FirstLine(path).Split('\t').All(column => Types.Any(type => column.EndsWith(":" + type, StringComparison.Ordinal)));

    /// <summary>Reads the header from the first line of an open file.</summary>
    /// <exception cref="DatasetException">A column has no type.</exception>
    public static RecBoleHeader Read(LineReader lines)
    {
        var names = new List<string>();
        var vectors = new HashSet<int>();
        foreach (var column in lines.Read() ? Encoding.UTF8.GetString(lines.Line).Split('\t') : [])
        {
            var colon = column.LastIndexOf(':');
            var type = column[(colon + 1)..];
            if (colon <= 0 || !Types.Contains(type))
            {
                throw new DatasetException(new DatasetProblem(
                    lines.Path, lines.LineNumber, $"the column '{Excerpt.Of(column)}' is not a name and a type, such as user_id:token; the types are {string.Join(", ", Types)}"));
            }

            if (type == "float_seq")
            {
                vectors.Add(names.Count);
            }

            names.Add(column[..colon]);
        }

        return new RecBoleHeader(names, vectors);
    }
}
