namespace Marquee.Evaluation;

/// <summary>A served list as a policy weighs it, place by place.</summary>
/// <param name="Raw">Weights as they come.</param>
/// <param name="Weights">Weights cut to the largest allowed.</param>
/// <param name="Expected">What the reward model expects of the policy, carried along by the weights of the places above where those matter.</param>
/// <param name="Unexpected">Weighted rewards that the reward model did not expect.</param>
internal readonly record struct WeighedList(double[] Raw, double[] Weights, double[] Expected, double[] Unexpected)
{
    /// <summary>Weighs a list.</summary>
    /// <param name="list">The list.</param>
    /// <param name="places">What the policy might have put at each place.</param>
    /// <param name="rewards">What items would bring.</param>
    /// <param name="options">How it is weighed.</param>
    /// <exception cref="InvalidOperationException">There are not as many places as the list has, or a chance is none.</exception>
    public static WeighedList Of(LoggedList list, PlaceChances[] places, IRewardModel rewards, OffPolicyOptions options)
    {
        var served = list.Served;
        var length = served.Items.Length;
        if (places.Length != length)
        {
            throw new InvalidOperationException($"The policy decided {places.Length} places of the list '{served.Id}', which has {length}.");
        }

        var weighed = new WeighedList(new double[length], new double[length], new double[length], new double[length]);
        var expect = rewards.For(served);
        var (rawAbove, above) = (1.0, 1.0);
        for (var place = 0; place < length; place++)
        {
            var (item, chances) = (served.Items[place], places[place]);
            var expected = 0.0;
            for (var at = 0; at < chances.Items.Length; at++)
            {
                // A little above 1 is what rounding makes of it.
                if (!(chances.Chances[at] is >= 0 and <= 1.000001))
                {
                    throw new InvalidOperationException($"The policy gave item {chances.Items[at]} the chance {chances.Chances[at]} at place {place} of the list '{served.Id}'; it must lie between 0 and 1.");
                }

                expected += chances.Chances[at] * expect(place, chances.Items[at]);
            }

            var ratio = chances.Of(item) / served.Propensities[place];
            var raw = options.Assumption == ClickAssumption.Cascade ? rawAbove * ratio : ratio;
            var weight = Math.Min(raw, options.MaximumWeight);
            weighed.Raw[place] = raw;
            weighed.Weights[place] = weight;
            weighed.Expected[place] = options.Assumption == ClickAssumption.Cascade ? above * expected : expected;
            weighed.Unexpected[place] = weight * (list.Rewards[place] - expect(place, item));
            (rawAbove, above) = (raw, weight);
        }

        return weighed;
    }
}
