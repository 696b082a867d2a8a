using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>A history is offered what those users met whose histories are most like it.</summary>
/// <remarks>
/// <para><c>sim(h, v) = a(h) . a(v) / (|a(h)| |a(v)| + shrinkage)</c>, where <c>a</c> holds the (weighted) interactions of the history or of a training user, one number an item. The
/// <c>neighbours</c> most similar training users vote: <c>score(j) = n(j)^-itemExponent * sum over v of sim(h, v)^similarityExponent n(v)^-userExponent x(v, j)</c>, where <c>x</c> is the weight raised to
/// <see cref="UserKnnOptions.WeightExponent"/>, by default 1 where they met, and <c>n</c> the number of a user's items or an item's users.</para>
/// <para>Source: Resnick, Iacovou, Suchak, Bergstrom and Riedl, GroupLens, CSCW 1994; for implicit feedback with cosine and shrinkage as in Ferrari Dacrema et al., RecSys 2019. The powers of
/// users and items are ours. A training user's own row is among their neighbours: it votes for nothing but what they have met, so it costs one of the places and changes no list.</para>
/// <para>There is nothing to learn: the model is the interactions of all users, without their ids. Involves no chance.</para>
/// </remarks>
public static class UserKnnTrainer
{
    /// <summary>Keeps the users' interactions and indexes them. O(interactions).</summary>
    public static UserKnnModel Train(Snapshot snapshot, UserKnnOptions options, TrainingContext context)
    {
        context.CancellationToken.ThrowIfCancellationRequested();
        var model = new UserKnnModel(options, WeightPower.Of(snapshot.Interactions.ByUser, options.WeightExponent));
        context.Progress?.Report(new TrainingProgress(1, 1));
        return model;
    }
}
