using System.Runtime.InteropServices;
using Marquee.Data;

namespace Marquee.Live;

/// <summary>How many users have each value of each attribute; of the age group too where only a year of birth or an age is known.</summary>
/// <param name="year">The year of now.</param>
internal sealed class AttributeCounts(int year)
{
    /// <summary>An attribute with more values than this groups nobody, and is not counted any more.</summary>
    public const int MostValues = 300;

    private const string Age = "ageGroup";

    private readonly Dictionary<string, Dictionary<string, int>?> _counts = new(StringComparer.Ordinal);

    /// <summary>The counts by attribute and value.</summary>
    public IEnumerable<KeyValuePair<string, Dictionary<string, int>>> All => _counts.Where(attribute => attribute.Value is not null)!;

    /// <summary>The value of a user; null where there is none.</summary>
    public string? ValueOf(User user, string attribute) => attribute == Age ? AgeGroup.Of(user.Attributes, year) : user.Attributes[attribute];

    /// <summary>Counts a user, or takes them back.</summary>
    /// <param name="user">The user.</param>
    /// <param name="sign">1 or -1.</param>
    public void Add(User user, int sign)
    {
        foreach (var (name, value) in user.Attributes)
        {
            if (name != Age)
            {
                Add(name, value, sign);
            }
        }

        if (AgeGroup.Of(user.Attributes, year) is { } age)
        {
            Add(Age, age, sign);
        }
    }

    private void Add(string name, string value, int sign)
    {
        if (!_counts.TryGetValue(name, out var values))
        {
            _counts[name] = values = new Dictionary<string, int>(StringComparer.Ordinal);
        }

        if (values is null)
        {
            return;
        }

        ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(values, value, out _);
        count += sign;
        if (count == 0)
        {
            values.Remove(value);
        }

        if (values.Count > MostValues)
        {
            _counts[name] = null;
        }
    }
}
