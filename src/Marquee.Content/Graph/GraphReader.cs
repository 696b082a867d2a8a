using System.Globalization;
using Marquee.Data;

namespace Marquee.Content;

/// <summary>Reads graphs in the three forms in which they are published.</summary>
/// <remarks>
/// <list type="bullet">
/// <item>Text: <c>train.txt</c>, and <c>valid.txt</c> and <c>test.txt</c> where there are some, each line <c>head relation tail</c> separated by tabs, or by spaces where there is no tab.</item>
/// <item>Numbers (OpenKE): <c>entity2id.txt</c> and <c>relation2id.txt</c> with lines <c>id number</c>, and <c>train2id.txt</c>, <c>valid2id.txt</c>, <c>test2id.txt</c> with lines <c>head tail relation</c>. The first line of each file is the number of the others.</item>
/// <item>RecBole: <c>NAME.kg</c>, lines <c>head relation tail</c> separated by tabs under the heading <c>head_id:token relation_id:token tail_id:token</c>; all of them are to learn from.</item>
/// </list>
/// </remarks>
public static class GraphReader
{
    private const string NumberedTraining = "train2id.txt";
    private const string TextTraining = "train.txt";
    private const string RecBole = ".kg";
    private static readonly string[] RecBoleHeading = ["head_id:token", "relation_id:token", "tail_id:token"];

    /// <summary>Reads a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="DatasetException">The folder holds no graph, or a line is not as it should be.</exception>
    public static FactGraph Read(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return File.Exists(Path.Combine(folder, NumberedTraining)) ? ReadNumbered(folder)
            : File.Exists(Path.Combine(folder, TextTraining)) ? ReadText(folder)
            : Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*" + RecBole).Order(StringComparer.Ordinal).ToArray() is { Length: > 0 } files
                ? files is [var only] ? ReadRecBole(only) : throw new DatasetException(new DatasetProblem(folder, 0, $"holds several graphs, {string.Join(", ", files.Select(Path.GetFileName))}; put the one to read into a folder of its own"))
            : throw new DatasetException(new DatasetProblem(folder, 0, $"holds no graph: there is neither {TextTraining} (head, relation, tail) nor {NumberedTraining} (OpenKE's numbers) nor NAME{RecBole} (RecBole) in it"));
    }

    private static FactGraph ReadRecBole(string path)
    {
        var (entities, relations) = (new Numbering(), new Numbering());
        var facts = new List<Fact>();
        foreach (var (line, text) in Lines(path))
        {
            var fields = text.Split('\t');
            if (line == 1)
            {
                if (!fields.SequenceEqual(RecBoleHeading))
                {
                    throw Problem(path, line, $"should be the heading {string.Join(", ", RecBoleHeading)}, separated by tabs");
                }
            }
            else if (fields.Length == 3 && fields.All(field => field.Length > 0))
            {
                facts.Add(new Fact(entities.Of(fields[0]), relations.Of(fields[1]), entities.Of(fields[2])));
            }
            else
            {
                throw Problem(path, line, $"has {fields.Length} fields where head, relation and tail are expected, separated by tabs");
            }
        }

        return new FactGraph(entities.ToMap(), relations.ToMap(), [.. facts.Distinct()], [], []);
    }

    private static FactGraph ReadText(string folder)
    {
        var (entities, relations) = (new Numbering(), new Numbering());
        Fact[] training = [.. Facts("train.txt")], validation = [.. Facts("valid.txt")], test = [.. Facts("test.txt")];
        return new FactGraph(entities.ToMap(), relations.ToMap(), training, validation, test);

        IEnumerable<Fact> Facts(string name)
        {
            var path = Path.Combine(folder, name);
            foreach (var (line, text) in Lines(path))
            {
                var fields = Fields(text);
                yield return fields.Length == 3 && fields.All(field => field.Length > 0)
                    ? new Fact(entities.Of(fields[0]), relations.Of(fields[1]), entities.Of(fields[2]))
                    : throw Problem(path, line, $"has {fields.Length} fields where head, relation and tail are expected, separated by tabs");
            }
        }
    }

    private static FactGraph ReadNumbered(string folder)
    {
        var (entities, relations) = (Ids("entity2id.txt"), Ids("relation2id.txt"));
        return new FactGraph(new IdMap(entities), new IdMap(relations), Facts(NumberedTraining), Facts("valid2id.txt"), Facts("test2id.txt"));

        string[] Ids(string name)
        {
            var path = Path.Combine(folder, name);
            if (!File.Exists(path))
            {
                throw Problem(path, 0, $"is missing; it says what the numbers of {NumberedTraining} stand for");
            }

            var rows = Rows(path).ToArray();
            var ids = new string[rows.Length];
            foreach (var (line, text) in rows)
            {
                var fields = Fields(text);
                if (fields.Length != 2 || fields[0].Length == 0 || !int.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number >= ids.Length || ids[number] is not null)
                {
                    throw Problem(path, line, $"should be an id and a number below {ids.Length} that is not given twice");
                }

                ids[number] = fields[0];
            }

            return ids;
        }

        Fact[] Facts(string name)
        {
            var path = Path.Combine(folder, name);
            return [.. Rows(path).Select(row =>
            {
                var fields = row.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
                return fields.Length == 3 && Number(fields[0], entities.Length, out var head) && Number(fields[1], entities.Length, out var tail) && Number(fields[2], relations.Length, out var relation)
                    ? new Fact(head, relation, tail)
                    : throw Problem(path, row.Line, $"should be the numbers of head, tail and relation, below {entities.Length}, {entities.Length} and {relations.Length}");
            })];
        }

        static bool Number(string text, int count, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number < count;
    }

    private static string[] Fields(string text) => text.Contains('\t') ? text.Split('\t') : text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    // The lines behind the first, which says how many they are.
    private static IEnumerable<(int Line, string Text)> Rows(string path)
    {
        var (expected, found) = (-1, 0);
        foreach (var row in Lines(path))
        {
            if (expected < 0)
            {
                expected = int.TryParse(row.Text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                    ? count
                    : throw Problem(path, row.Line, "should be the number of the lines that follow");
                continue;
            }

            found++;
            yield return row;
        }

        if (found != Math.Max(expected, 0))
        {
            throw Problem(path, 1, $"says that {expected} lines follow; there are {found}");
        }
    }

    private static IEnumerable<(int Line, string Text)> Lines(string path) =>
        File.Exists(path) ? File.ReadLines(path).Select((text, index) => (index + 1, text)).Where(row => !string.IsNullOrWhiteSpace(row.text)) : [];

    private static DatasetException Problem(string path, int line, string reason) => new(new DatasetProblem(path, line, reason));

    private sealed class Numbering
    {
        private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

        public int Of(string id)
        {
            if (!_numbers.TryGetValue(id, out var number))
            {
                _numbers.Add(id, number = _numbers.Count);
            }

            return number;
        }

        public IdMap ToMap() => new(_numbers.OrderBy(entry => entry.Value).Select(entry => entry.Key));
    }
}
