namespace Marquee.Evaluation;

/// <summary>The four things without which a figure means nothing.</summary>
/// <param name="Split">What is held out, and by which chance.</param>
/// <param name="Candidates">What is ranked.</param>
/// <param name="Relevance">What counts as relevant.</param>
/// <param name="Averaging">How metrics are defined where conventions differ, and over what they are averaged.</param>
public sealed record ProtocolWords(string Split, string Candidates, string Relevance, string Averaging)
{
    /// <summary>The candidates of an evaluation that says nothing else.</summary>
    public const string WholeCatalogue = "whole catalogue, items of the history removed";

    /// <summary>What is relevant in an evaluation that says nothing else.</summary>
    public const string PositiveWeight = "every held-out pair with a positive weight";

    /// <summary>The averaging of an evaluation that says nothing else.</summary>
    public const string PerUser = "per user, then the mean over users; binary gains; MAP divided by the number of relevant items; ties against the model";

    /// <summary>All in one line.</summary>
    public override string ToString() => $"Split: {Split}. Candidates: {Candidates}. Relevant: {Relevance}. Averages: {Averaging}.";
}
