using System.Globalization;

namespace Marquee.Recommenders;

/// <summary>Users or items sorted into named groups by what is known of them. Immutable.</summary>
/// <remarks>
/// <para>
/// A selector says by what: an attribute alone (<c>gender</c>, <c>language</c>) makes a group of each of its values; <c>language=en</c> makes two, those with the
/// value and all others; <c>language!=en</c> the same two with the others first. A member with several values, such as a film of three genres, belongs to all
/// of their groups in equal parts; for <c>=</c> and <c>!=</c> having the value at all is enough.
/// </para>
/// <para>
/// Numbers with more than <see cref="MostGroups"/> different values are cut at their quartiles; other attributes keep their <see cref="MostGroups"/> - 1 most
/// frequent values, and the rest becomes <c>other</c>. Groups are in order of their names, <c>other</c> and <c>unknown</c> last.
/// </para>
/// </remarks>
public sealed class Grouping
{
    /// <summary>Most groups that one attribute makes, besides <c>unknown</c>.</summary>
    public const int MostGroups = 20;

    private const string Other = "other";

    private readonly int[] _offsets;
    private readonly int[] _groups;

    private Grouping(string selector, string[] names, int[][] groupsOf)
    {
        Selector = selector;
        Names = names;
        _offsets = new int[groupsOf.Length + 1];
        for (var member = 0; member < groupsOf.Length; member++)
        {
            _offsets[member + 1] = _offsets[member] + groupsOf[member].Length;
        }

        _groups = [.. groupsOf.SelectMany(groups => groups)];
    }

    /// <summary>What was asked for, such as <c>language!=en</c>.</summary>
    public string Selector { get; }

    /// <summary>The groups by index; with <c>=</c> and <c>!=</c> the selected one is the first.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Number of users or items, in a group or not.</summary>
    public int Members => _offsets.Length - 1;

    /// <summary>The groups of one user or item; none where nothing is known or it came later than the grouping.</summary>
    public ReadOnlySpan<int> Of(int member) => (uint)member < (uint)Members ? _groups.AsSpan(_offsets[member].._offsets[member + 1]) : [];

    /// <summary>Adds an amount to the groups of a member, in equal parts.</summary>
    /// <param name="member">Index of the user or item.</param>
    /// <param name="amount">The amount.</param>
    /// <param name="sums">One sum for each group.</param>
    public void Add(int member, double amount, Span<double> sums)
    {
        var groups = Of(member);
        foreach (var group in groups)
        {
            sums[group] += amount / groups.Length;
        }
    }

    /// <summary>The part of a member that belongs to a group, 0 to 1.</summary>
    public double Part(int member, int group)
    {
        var groups = Of(member);
        return groups.Contains(group) ? 1.0 / groups.Length : 0;
    }

    /// <summary>Each group's share of some members, members without a group left out; nothing but zeros where none has one.</summary>
    public double[] Shares(ReadOnlySpan<int> members)
    {
        var shares = new double[Names.Count];
        foreach (var member in members)
        {
            Add(member, 1, shares);
        }

        var total = shares.Sum();
        return total == 0 ? shares : Array.ConvertAll(shares, share => share / total);
    }

    /// <summary>Sorts members by values that need no cutting and no order of their own, such as three bins of popularity.</summary>
    /// <param name="selector">What was asked for.</param>
    /// <param name="names">The groups, in their order.</param>
    /// <param name="groupOf">The group of each member.</param>
    internal static Grouping OfBins(string selector, string[] names, int[] groupOf) =>
        Select(selector, names, Array.ConvertAll(groupOf, group => new[] { group }), "bins of it");

    /// <summary>Sorts members by their values.</summary>
    /// <param name="selector">What was asked for.</param>
    /// <param name="values">The values of each member; none where nothing is known.</param>
    /// <param name="unknown">Name of the group of those without a value; nothing to leave them out.</param>
    /// <exception cref="OptionException">The selector names a value that nobody has.</exception>
    internal static Grouping OfValues(string selector, IReadOnlyList<IReadOnlyList<string>> values, string? unknown)
    {
        var bins = Quartiles.Of(values);
        var namesOf = values.Select(own => bins is null ? [.. own.Distinct(StringComparer.OrdinalIgnoreCase)] : own.Select(bins.NameOf).ToArray()).ToArray();
        var found = bins?.Names ?? [.. namesOf.SelectMany(own => own).GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).Select(group => group.Key)];
        if (Split(selector).Value is null && found.Length > MostGroups)
        {
            var kept = found[..(MostGroups - 1)].ToHashSet(StringComparer.OrdinalIgnoreCase);
            namesOf = [.. namesOf.Select(own => own.Select(name => kept.Contains(name) ? name : Other).Distinct(StringComparer.OrdinalIgnoreCase).ToArray())];
            found = [.. kept.Order(StringComparer.Ordinal), Other];
        }
        else if (bins is null && Split(selector).Value is null)
        {
            found = [.. found.Order(StringComparer.Ordinal)];
        }

        if (unknown is not null && namesOf.Any(own => own.Length == 0))
        {
            found = [.. found, unknown];
            namesOf = [.. namesOf.Select(own => own.Length == 0 ? [unknown] : own)];
        }

        var indexOf = found.Select((name, index) => (name, index)).ToDictionary(pair => pair.name, pair => pair.index, StringComparer.OrdinalIgnoreCase);
        return Select(selector, found, [.. namesOf.Select(own => own.Select(name => indexOf[name]).ToArray())], "values");
    }

    /// <summary>The attribute of a selector, and the value it picks out if it does.</summary>
    internal static (string Attribute, string? Value, bool Others) Split(string selector)
    {
        var at = selector.IndexOf('=', StringComparison.Ordinal);
        var others = at > 0 && selector[at - 1] == '!';
        return at < 0 ? (selector, null, false) : (selector[..(others ? at - 1 : at)], selector[(at + 1)..], others);
    }

    private static Grouping Select(string selector, string[] names, int[][] groupsOf, string what)
    {
        var (attribute, value, others) = Split(selector);
        if (value is null)
        {
            return new Grouping(selector, names, groupsOf);
        }

        var wanted = Array.FindIndex(names, name => string.Equals(name, value, StringComparison.OrdinalIgnoreCase));
        if (wanted < 0)
        {
            throw new OptionException(
                $"No {attribute} is '{value}'; {what} are {string.Join(", ", names.Take(MostGroups).Order(StringComparer.Ordinal))}{(names.Length > MostGroups ? ", ..." : "")}.");
        }

        var without = $"not {names[wanted]}";
        return new Grouping(
            selector,
            others ? [without, names[wanted]] : [names[wanted], without],
            Array.ConvertAll(groupsOf, groups => groups.Length == 0 ? groups : [groups.Contains(wanted) != others ? 0 : 1]));
    }

    /// <summary>Four parts of a range of numbers, each with about as many members.</summary>
    private sealed class Quartiles
    {
        private readonly double[] _edges;

        private Quartiles(double[] edges, string[] names)
        {
            _edges = edges;
            Names = names;
        }

        public string[] Names { get; }

        /// <summary>The quartiles of values that are numbers, more than <see cref="MostGroups"/> different ones; else nothing.</summary>
        public static Quartiles? Of(IReadOnlyList<IReadOnlyList<string>> values)
        {
            var numbers = new List<double>();
            foreach (var own in values)
            {
                if (own.Count > 1 || (own.Count == 1 && !double.TryParse(own[0], NumberStyles.Float, CultureInfo.InvariantCulture, out _)))
                {
                    return null;
                }

                numbers.AddRange(own.Select(Number));
            }

            if (numbers.Distinct().Count() <= MostGroups)
            {
                return null;
            }

            numbers.Sort();
            // A part begins with the value at its quantile; equal values stay together.
            double[] edges = [.. new[] { 1, 2, 3 }.Select(part => numbers[part * numbers.Count / 4]).Where(edge => edge > numbers[0]).Distinct()];
            var parts = numbers.GroupBy(number => Part(edges, number)).OrderBy(part => part.Key);
            return new Quartiles(edges, [.. parts.Select(part => $"{Text(part.Min())} to {Text(part.Max())}")]);
        }

        public string NameOf(string value) => Names[Part(_edges, Number(value))];

        private static int Part(double[] edges, double number) => edges.Count(edge => number >= edge);

        private static double Number(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

        private static string Text(double number) => number.ToString("0.####", CultureInfo.InvariantCulture);
    }
}
