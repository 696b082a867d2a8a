using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Evaluation.Tests;

/// <summary>Lists served by a policy to users of two groups who answer by known probabilities, and a target whose true value is known.</summary>
internal sealed class SimulatedLog
{
    private const int Places = 3;
    private const int Items = 6;

    private readonly Func<double> _truth;

    private SimulatedLog(LoggedList[] lists, IServingPolicy logging, IServingPolicy target, Func<double> truth)
    {
        Lists = lists;
        Logging = logging;
        Target = target;
        _truth = truth;
    }

    public LoggedList[] Lists { get; }

    public IServingPolicy Logging { get; }

    public IServingPolicy Target { get; }

    /// <summary>Rewards a list of the target, over both groups of users.</summary>
    public double Truth => _truth();

    /// <summary>Each place has two items of its own to choose from, and what it brings depends on nothing else: the item-position model holds.</summary>
    /// <param name="users">Number of users, with a list each.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="floor">Probability of a reward that every item has at least.</param>
    public static SimulatedLog OfPlaces(int users, ulong seed, double floor = 0)
    {
        var logging = new FunctionPolicy((served, place) => Pool(place, served.User % 2 == 0 ? 0.8 : 0.4));
        var target = new FunctionPolicy((served, place) => Pool(place, served.User % 2 == 0 ? 0.35 : 0.85));
        double Truth() => Enumerable.Range(0, 2).Average(group =>
            Enumerable.Range(0, Places).Sum(place => Expected(target.At(Served.List(group, [0, 0, 0]), place), item => floor + Answer(group, place, item))));
        return new SimulatedLog(Draw(logging, users, seed, (group, place, items) => floor + Answer(group, place, items[place])), logging, target, Truth);
    }

    /// <summary>Items are drawn one after the other without replacement, and an item brings less where item 0 stands above it: only the cascade holds.</summary>
    public static SimulatedLog OfCascade(int users, ulong seed)
    {
        var logging = new FunctionPolicy((served, place) => WithoutReplacement(served, place, item => served.User % 2 == 0 ? 1 : 1 + (0.2 * item)));
        var target = new FunctionPolicy((served, place) => WithoutReplacement(served, place, item => served.User % 2 == 0 ? Items - item : 1 + item));
        return new SimulatedLog(Draw(logging, users, seed, (group, place, items) => AnswerBelow(group, place, items)), logging, target, () => Enumerable.Range(0, 2).Average(group => Value(target, group, [])));
    }

    public OffPolicyResult Evaluate(IServingPolicy policy, OffPolicyOptions options) =>
        new OffPolicyEvaluator(Lists, lists => RewardTable.Fit(lists, _ => item => item, bins: Items), options).Evaluate("target", policy);

    private static LoggedList[] Draw(FunctionPolicy policy, int users, ulong seed, Func<int, int, int[], double> answer)
    {
        var root = new SplittableRandom(seed);
        return [.. Enumerable.Range(0, users).Select(user =>
        {
            var random = root.Split((ulong)user);
            // Places are decided from the top; those below are not looked at yet.
            var (items, propensities) = (new[] { -1, -1, -1 }, new float[Places]);
            for (var place = 0; place < Places; place++)
            {
                var chances = policy.At(Served.List(user, items), place);
                var (at, left) = (0, random.NextDouble());
                while (at < chances.Items.Length - 1 && left >= chances.Chances[at])
                {
                    left -= chances.Chances[at++];
                }

                (items[place], propensities[place]) = (chances.Items[at], (float)chances.Chances[at]);
            }

            var rewards = Enumerable.Range(0, Places).Select(place => random.NextDouble() < answer(user % 2, place, items) ? 1.0 : 0).ToArray();
            return Served.Logged(user, items, propensities, rewards);
        })];
    }

    private static double Value(FunctionPolicy policy, int group, int[] above)
    {
        if (above.Length == Places)
        {
            return 0;
        }

        int[] items = [.. above, .. Enumerable.Repeat(-1, Places - above.Length)];
        return Expected(policy.At(Served.List(group, items), above.Length), item => AnswerBelow(group, above.Length, [.. above, item]) + Value(policy, group, [.. above, item]));
    }

    private static double Expected(PlaceChances chances, Func<int, double> value) => chances.Items.Zip(chances.Chances).Sum(pair => pair.Second * value(pair.First));

    private static PlaceChances Pool(int place, double chanceOfFirst) => new([2 * place, (2 * place) + 1], [chanceOfFirst, 1 - chanceOfFirst]);

    private static PlaceChances WithoutReplacement(ServedList served, int place, Func<int, double> strength)
    {
        var left = Enumerable.Range(0, Items).Except(served.Items.Take(place)).ToArray();
        var sum = left.Sum(strength);
        return new PlaceChances(left, [.. left.Select(item => strength(item) / sum)]);
    }

    private static double Answer(int group, int place, int item) => (group == item % 2 ? 0.5 : 0.2) / (1 + (0.5 * place));

    private static double AnswerBelow(int group, int place, int[] items) => Answer(group, place, items[place]) * (items.Take(place).Contains(0) ? 0.4 : 1);
}
