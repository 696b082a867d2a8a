namespace Marquee.Evaluation;

/// <summary>
/// Average precision@k: the sum of precision@r over the places <c>r &lt;= k</c> that hold a relevant item, divided by the number of relevant items
/// or by the most that k places can hold (<see cref="AveragePrecisionDivisor"/>). Its mean over users is MAP@k. 0 to 1.
/// </summary>
/// <remarks>Both conventions go by the name MAP@k and differ where users have more than k relevant items; a protocol says which it uses.</remarks>
/// <param name="k">Places looked at, at least 1.</param>
/// <param name="divisor">What the sum is divided by.</param>
public sealed class AveragePrecisionAt(int k, AveragePrecisionDivisor divisor = AveragePrecisionDivisor.Relevant) : IUserMetric
{
    /// <inheritdoc/>
    public string Key => $"map@{k}";

    /// <inheritdoc/>
    public int ListLength => k;

    /// <inheritdoc/>
    public double Compute(in RankedUser user)
    {
        var items = user.First(k);
        var (hits, sum) = (0, 0.0);
        for (var place = 0; place < items.Length; place++)
        {
            if (user.IsRelevant(items[place]))
            {
                hits++;
                sum += hits / (place + 1.0);
            }
        }

        return sum / (divisor == AveragePrecisionDivisor.Relevant ? user.Relevant.Length : Math.Min(k, user.Relevant.Length));
    }
}
