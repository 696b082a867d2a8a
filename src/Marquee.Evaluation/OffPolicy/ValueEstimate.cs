namespace Marquee.Evaluation;

/// <summary>What a policy would bring, in rewards a list, by one estimator.</summary>
/// <param name="Value">The estimate.</param>
/// <param name="Interval">Its 95% interval, from the bootstrap over users.</param>
/// <param name="Change">The estimate less what the served lists brought.</param>
/// <param name="ChangeInterval">The 95% interval of that, both being computed of the same draws.</param>
public readonly record struct ValueEstimate(double Value, Interval Interval, double Change, Interval ChangeInterval);
