namespace Marquee.Content;

/// <summary>
/// The distinct questions that facts answer, each with all its answers: a fact (h, r, t) answers "(h, r, ?)" with t, and "(?, r, t)" with h; the second is written as relation <c>r + relations</c>.
/// </summary>
public sealed class LinkQueries
{
    private readonly Dictionary<LinkQuery, int> _numbers;
    private readonly LinkQuery[] _queries;
    private readonly int[] _offsets;
    private readonly int[] _answers;

    /// <summary>Groups facts. O(facts * log(facts)).</summary>
    /// <param name="relations">Number of relations.</param>
    /// <param name="facts">The facts; one that comes twice counts once.</param>
    public LinkQueries(int relations, IEnumerable<Fact> facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var pairs = new List<(LinkQuery Query, int Answer)>();
        foreach (var fact in facts)
        {
            pairs.Add((new LinkQuery(fact.Head, fact.Relation), fact.Tail));
            pairs.Add((new LinkQuery(fact.Tail, fact.Relation + relations), fact.Head));
        }

        pairs.Sort((left, right) =>
            left.Query.Relation != right.Query.Relation ? left.Query.Relation.CompareTo(right.Query.Relation)
            : left.Query.Entity != right.Query.Entity ? left.Query.Entity.CompareTo(right.Query.Entity)
            : left.Answer.CompareTo(right.Answer));
        var (queries, offsets, answers) = (new List<LinkQuery>(), new List<int>(), new List<int>(pairs.Count));
        foreach (var (query, answer) in pairs)
        {
            if (queries.Count == 0 || queries[^1] != query)
            {
                queries.Add(query);
                offsets.Add(answers.Count);
            }
            else if (answers[^1] == answer)
            {
                continue;
            }

            answers.Add(answer);
        }

        offsets.Add(answers.Count);
        (_queries, _offsets, _answers) = ([.. queries], [.. offsets], [.. answers]);
        _numbers = new Dictionary<LinkQuery, int>(_queries.Length);
        for (var number = 0; number < _queries.Length; number++)
        {
            _numbers.Add(_queries[number], number);
        }
    }

    /// <summary>How many distinct queries there are.</summary>
    public int Count => _queries.Length;

    /// <summary>How many answers all queries have together: two a fact.</summary>
    public int AnswerCount => _answers.Length;

    /// <summary>A query by its number; they are in order of relation and entity.</summary>
    public LinkQuery this[int number] => _queries[number];

    /// <summary>All answers of the query of a number, ascending.</summary>
    public ReadOnlySpan<int> Answers(int number) => _answers.AsSpan(_offsets[number].._offsets[number + 1]);

    /// <summary>All answers of a query, ascending; none where no fact answers it.</summary>
    public ReadOnlySpan<int> Answers(LinkQuery query) => _numbers.TryGetValue(query, out var number) ? Answers(number) : [];
}
