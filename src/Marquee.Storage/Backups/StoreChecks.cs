using System.Globalization;
using System.Text.Json;

namespace Marquee.Storage;

/// <summary>What can be wrong with the tables of any store, as questions that every database understands. Each answers a number, which should be 0.</summary>
internal static class StoreChecks
{
    private const int MostNamed = 20;

    public static IReadOnlyList<(string Sql, string Problem)> Questions { get; } =
    [
        ("SELECT coalesce(max(idx), -1) + 1 - count(*) FROM users", "{0} indices of users are missing"),
        ("SELECT coalesce(max(idx), -1) + 1 - count(*) FROM items", "{0} indices of items are missing"),
        ("SELECT coalesce(max(idx), -1) + 1 - count(*) FROM kinds", "{0} indices of kinds are missing"),
        ("""SELECT count(*) FROM interactions WHERE "user" NOT IN (SELECT idx FROM users WHERE deleted = 0)""", "{0} interactions are of users that are not there"),
        ("SELECT count(*) FROM interactions WHERE item <> -1 AND item NOT IN (SELECT idx FROM items WHERE deleted = 0)", "{0} interactions are with items that are not there"),
        ("SELECT count(*) FROM interactions WHERE kind NOT IN (SELECT idx FROM kinds)", "{0} interactions are of kinds that are not there"),
        ("SELECT count(*) FROM interactions WHERE time < -1 OR progress < 0 OR progress > 1", "{0} interactions have an impossible time or progress"),
        ("SELECT count(*) - count(DISTINCT sequence) FROM interactions", "{0} interactions share their place in the order of arrival with another"),
        ("SELECT count(*) FROM interactions WHERE sequence >= (SELECT next_sequence FROM state)", "{0} interactions stand behind the end of the order of arrival"),
        ("SELECT count(*) FROM item_features WHERE item NOT IN (SELECT idx FROM items WHERE deleted = 0)", "{0} feature vectors are of items that are not there"),
        ("SELECT abs(count(*) - 1) FROM state", "the counters of commits and of the order of arrival are missing or there more than once"),
    ];

    /// <summary>Asks every question.</summary>
    public static IEnumerable<string> Ask(Func<string, long> number, CancellationToken cancellationToken)
    {
        foreach (var (sql, problem) in Questions)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (number(sql) is not 0 and var found)
            {
                yield return string.Format(CultureInfo.InvariantCulture, problem, found) + ".";
            }
        }
    }

    /// <summary>Collects what is wrong with rows, naming the first.</summary>
    public sealed class Unreadable(string table)
    {
        private readonly List<string> _named = [];
        private int _count;

        /// <summary>The problems, the last of which counts those that are not named.</summary>
        public IEnumerable<string> Problems => _count > MostNamed ? _named.Append($"{_count - MostNamed} more {table} cannot be read.") : _named;

        /// <summary>Reads a row, and notes it where that cannot be done.</summary>
        public void Try(int index, Action read)
        {
            try
            {
                read();
            }
            catch (Exception exception) when (exception is JsonException or FormatException or ArgumentException)
            {
                if (_count++ < MostNamed)
                {
                    _named.Add($"number {index} of the {table} cannot be read: {exception.Message.TrimEnd('.')}.");
                }
            }
        }
    }
}
