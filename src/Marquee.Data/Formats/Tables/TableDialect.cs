using System.Text;

namespace Marquee.Data;

/// <summary>How a table format puts several values into one field.</summary>
/// <param name="Separator">Stands between two values.</param>
/// <param name="Escapes">Whether a backslash takes a separator, a colon or a backslash behind it for itself.</param>
internal sealed record TableDialect(char Separator, bool Escapes)
{
    private const char Escape = '\\';

    /// <summary>The columns that hold dense vectors.</summary>
    public IReadOnlySet<int> VectorColumns { get; init; } = new HashSet<int>();

    /// <summary>The values of a field; empty ones are left out.</summary>
    public ValueList<string> Split(string field) => Split(field, Separator).Where(value => value.Length > 0).Select(Unescape).ToValueList();

    /// <summary>One field of several values.</summary>
    public string Join(IEnumerable<string> values) => string.Join(Separator, values.Select(value => EscapeIn(value, Separator)));

    /// <summary>People, each as <c>role:name</c>.</summary>
    /// <returns>What is wrong, or none.</returns>
    public string? SplitPeople(string field, out ValueList<Person> people)
    {
        people = [];
        var found = new List<Person>();
        foreach (var entry in Split(field, Separator).Where(entry => entry.Length > 0))
        {
            var parts = Split(entry, ':').ToList();
            if (parts.Count < 2)
            {
                return $"the person '{Excerpt.Of(entry)}' has no role; role:name is expected, such as director:Ann Lee";
            }

            found.Add(new Person(Unescape(string.Join(':', parts.Skip(1))), Unescape(parts[0])));
        }

        people = found.ToValueList();
        return null;
    }

    /// <summary>One field of people.</summary>
    public string JoinPeople(IEnumerable<Person> people) =>
        string.Join(Separator, people.Select(person => $"{EscapeIn(EscapeIn(person.Role, Separator), ':', escapeEscape: false)}:{EscapeIn(person.Name, Separator)}"));

    private IEnumerable<string> Split(string field, char separator)
    {
        var start = 0;
        for (var at = 0; at < field.Length; at++)
        {
            if (Escapes && field[at] == Escape)
            {
                at++;
            }
            else if (field[at] == separator)
            {
                yield return field[start..at];
                start = at + 1;
            }
        }

        yield return field[start..];
    }

    private string EscapeIn(string value, char separator, bool escapeEscape = true) => !Escapes ? value
        : (escapeEscape ? value.Replace($"{Escape}", $"{Escape}{Escape}") : value).Replace($"{separator}", $"{Escape}{separator}");

    private string Unescape(string value)
    {
        if (!Escapes || !value.Contains(Escape))
        {
            return value;
        }

        var plain = new StringBuilder(value.Length);
        for (var at = 0; at < value.Length; at++)
        {
            // A backslash before anything else was not written by Marquee and stands for itself.
            var escapes = value[at] == Escape && at + 1 < value.Length && (value[at + 1] == Escape || value[at + 1] == Separator || value[at + 1] == ':');
            plain.Append(value[escapes ? ++at : at]);
        }

        return plain.ToString();
    }
}
