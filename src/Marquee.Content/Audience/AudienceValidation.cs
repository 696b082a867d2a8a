namespace Marquee.Content;

/// <summary>What was learned about an estimator from launches later than those it was trained on, before it was trained on all of them.</summary>
/// <param name="Launches">How many were estimated.</param>
/// <param name="Errors">Mean squared error of the logarithm of the audience, by model.</param>
/// <param name="Chosen">The model with the least error.</param>
/// <param name="WithComparables">The error of the chosen one once comparables move it.</param>
/// <param name="Deviation">Variance of the logarithms around their mean: the error of a guess that knows their mean.</param>
public sealed record AudienceValidation(int Launches, IReadOnlyDictionary<AudienceModelKind, double> Errors, AudienceModelKind Chosen, double WithComparables, double Deviation);
