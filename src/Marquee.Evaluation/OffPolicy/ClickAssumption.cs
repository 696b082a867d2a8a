namespace Marquee.Evaluation;

/// <summary>On what the reward of a place may depend. The less is assumed, the longer the products of weights, and the wider the intervals.</summary>
public enum ClickAssumption
{
    /// <summary>
    /// On the item and the place alone (the item-position model of Li et al., Offline Evaluation of Ranking Policies with Click Models, KDD 2018): a place is weighed by how much more
    /// likely its item is under the target, given what was served above. What follows a change further up is left out, so a target is judged as if it chose place by place in lists that
    /// were served.
    /// </summary>
    ItemPosition,

    /// <summary>
    /// On the item, the place and what stands above (McInerney et al., Counterfactual Evaluation of Slate Recommendations with Sequential Reward Interactions, KDD 2020): a place is
    /// weighed by the product of the ratios down to it.
    /// </summary>
    Cascade,
}
