using Marquee.Numerics;

namespace Marquee.Evaluation;

/// <summary>
/// Says from the lists that one policy served what another would have brought: each reward is weighed by how much more likely the other policy is to put that item at that place.
/// </summary>
/// <remarks>
/// Values are rewards a list. Intervals are of a bootstrap over users, since lists of one user resemble one another. The reward model that a user's lists meet is fitted to the lists of the
/// other half of the users, so that it never expects what it was told. Where chances are given what stands above, <see cref="ClickAssumption"/> says what is thereby estimated.
/// O(lists x places x items that might stand there + resamples x users x places).
/// </remarks>
public sealed class OffPolicyEvaluator
{
    private const int ListsPerBlock = 64;

    private readonly LoggedList[] _lists;
    private readonly int[] _userOf;
    private readonly int _places;
    private readonly int[] _foldOf;
    private readonly IRewardModel[] _rewardsOfFold;
    private readonly OffPolicyOptions _options;

    /// <summary>Fits the reward models.</summary>
    /// <param name="lists">Served lists with their rewards; at least one.</param>
    /// <param name="fit">Fits a reward model to lists, such as <see cref="RewardTable.ByPopularity"/>.</param>
    /// <param name="options">How lists are weighed; nothing for the defaults.</param>
    /// <exception cref="ArgumentException">There are no lists.</exception>
    public OffPolicyEvaluator(IReadOnlyList<LoggedList> lists, Func<IReadOnlyList<LoggedList>, IRewardModel> fit, OffPolicyOptions? options = null)
    {
        if (lists.Count == 0)
        {
            throw new ArgumentException("There are no served lists to evaluate with.", nameof(lists));
        }

        _options = options ?? new OffPolicyOptions();
        _lists = [.. lists];
        _places = lists.Max(list => list.Rewards.Length);
        var numbers = new Dictionary<int, int>();
        _userOf = Array.ConvertAll(_lists, list => numbers.TryGetValue(list.Served.User, out var known) ? known : numbers[list.Served.User] = numbers.Count);
        Users = numbers.Count;
        var folds = new SplittableRandom(_options.Seed).Split("folds");
        _foldOf = Array.ConvertAll(_lists, list => folds.Split((ulong)list.Served.User).Next(2));
        _rewardsOfFold = [.. Enumerable.Range(0, 2).Select(fold => fit([.. _lists.Where((_, list) => _foldOf[list] != fold)]))];
    }

    /// <summary>Number of lists.</summary>
    public int Lists => _lists.Length;

    /// <summary>Number of users to whom they were served.</summary>
    public int Users { get; }

    /// <summary>Evaluates a policy.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="cancellationToken">Checked before each block of lists.</param>
    /// <exception cref="InvalidOperationException">The policy did not decide each place, or gave a chance that is none.</exception>
    public OffPolicyResult Evaluate(string name, IServingPolicy policy, CancellationToken cancellationToken = default)
    {
        var weighed = new WeighedList[_lists.Length];
        ParallelBlocks.For(
            _lists.Length,
            ListsPerBlock,
            _options.MaxDegreeOfParallelism,
            (start, end, _) =>
            {
                for (var list = start; list < end; list++)
                {
                    weighed[list] = WeighedList.Of(_lists[list], policy.Decide(_lists[list].Served), _rewardsOfFold[_foldOf[list]], _options);
                }
            },
            cancellationToken);
        var sums = new OffPolicySums(Users, _places);
        for (var list = 0; list < _lists.Length; list++)
        {
            sums.Add(_userOf[list], _lists[list], weighed[list]);
        }

        var figures = sums.Figures(_options);
        var places = Enumerable.Range(0, _places).Select(place => Support(place, weighed)).ToArray();
        var result = new OffPolicyResult
        {
            Name = name,
            Served = figures[(int)OffPolicySums.Figure.Served].Value,
            ServedInterval = figures[(int)OffPolicySums.Figure.Served].Interval,
            Ips = Estimate(OffPolicySums.Figure.Ips),
            Snips = Estimate(OffPolicySums.Figure.Snips),
            DoublyRobust = Estimate(OffPolicySums.Figure.DoublyRobust),
            Direct = Estimate(OffPolicySums.Figure.Direct),
            Places = places,
            EffectiveLists = places.Sum(place => place.Lists * place.EffectiveLists) / places.Sum(place => place.Lists),
            MeanWeight = figures[(int)OffPolicySums.Figure.MeanWeight].Value,
            MeanWeightInterval = figures[(int)OffPolicySums.Figure.MeanWeight].Interval,
            CutShare = sums.CutShare,
        };
        return result with { Warnings = [.. OffPolicyWarnings.Of(result, _lists, _options)] };

        ValueEstimate Estimate(OffPolicySums.Figure figure)
        {
            var (value, change) = (figures[(int)figure], figures[(int)figure + (OffPolicySums.Figure.IpsChange - OffPolicySums.Figure.Ips)]);
            return new ValueEstimate(value.Value, value.Interval, change.Value, change.Interval);
        }
    }

    private static PlaceSupport Support(int place, WeighedList[] weighed)
    {
        var (lists, raw, weights, squares) = (0, 0.0, 0.0, 0.0);
        foreach (var list in weighed)
        {
            if (place < list.Weights.Length)
            {
                lists++;
                raw += list.Raw[place];
                weights += list.Weights[place];
                squares += list.Weights[place] * list.Weights[place];
            }
        }

        return new PlaceSupport(lists, raw / lists, squares > 0 ? weights * weights / squares : 0);
    }
}
