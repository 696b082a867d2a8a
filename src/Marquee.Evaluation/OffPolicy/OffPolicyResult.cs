namespace Marquee.Evaluation;

/// <summary>What a policy would bring, by several estimators, and how far that can be trusted.</summary>
public sealed record OffPolicyResult
{
    /// <summary>The policy.</summary>
    public required string Name { get; init; }

    /// <summary>What was served brought this, in rewards a list.</summary>
    public required double Served { get; init; }

    /// <summary>The 95% interval of that.</summary>
    public required Interval ServedInterval { get; init; }

    /// <summary>Inverse propensity scoring (Horvitz and Thompson 1952; Li et al. 2018): rewards times weights. Unbiased where weights are not cut and nothing lacks support; the widest interval.</summary>
    public required ValueEstimate Ips { get; init; }

    /// <summary>Self-normalised (Swaminathan and Joachims, NIPS 2015): at each place rewards times weights through the sum of the weights. Slightly biased in small logs, much narrower.</summary>
    public required ValueEstimate Snips { get; init; }

    /// <summary>Doubly robust (Dudik, Langford and Li, ICML 2011; under the cascade Kiyohara et al., WSDM 2022): what a reward model expects, and the weighted rewards that it did not expect. Right where either weights or model are.</summary>
    public required ValueEstimate DoublyRobust { get; init; }

    /// <summary>What the reward model alone expects: no weights, and right only where the model is.</summary>
    public required ValueEstimate Direct { get; init; }

    /// <summary>Support by place, from the top.</summary>
    public required IReadOnlyList<PlaceSupport> Places { get; init; }

    /// <summary>Mean over places of <see cref="PlaceSupport.EffectiveLists"/>, each place counting by its lists.</summary>
    public required double EffectiveLists { get; init; }

    /// <summary>Mean of all weights before any is cut.</summary>
    public required double MeanWeight { get; init; }

    /// <summary>The 95% interval of that.</summary>
    public required Interval MeanWeightInterval { get; init; }

    /// <summary>Share of the sum of weights that cutting took.</summary>
    public required double CutShare { get; init; }

    /// <summary>What speaks against trusting the figures, in words; empty where nothing does.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
