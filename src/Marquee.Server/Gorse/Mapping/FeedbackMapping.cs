using Marquee.Data;

namespace Marquee.Server;

/// <summary>What a client's feedback becomes: an interaction of its kind.</summary>
internal static class FeedbackMapping
{
    /// <summary>The interaction of a feedback.</summary>
    /// <exception cref="ProblemException">It cannot be kept.</exception>
    public static Interaction ToInteraction(GorseFeedback feedback)
    {
        Check(feedback.FeedbackType, "feedback type");
        Check(feedback.UserId, "user id");
        Check(feedback.ItemId, "item id");
        var time = TimeOf(feedback);
        return new Interaction
        {
            UserId = feedback.UserId,
            ItemId = feedback.ItemId,
            Kind = feedback.FeedbackType,

            // Gorse writes 0 where a feedback has no value.
            Value = feedback.Value == 0 ? null : (float)feedback.Value,
            Time = time is { } moment ? moment < DateTimeOffset.UnixEpoch ? DateTimeOffset.UnixEpoch : ToMilliseconds(moment) : null,
            Text = feedback.Comment,
        };
    }

    /// <summary>One feedback of each kind, user and item, the first, as Gorse takes a list that names one twice.</summary>
    public static IReadOnlyList<Interaction> ToInteractions(IEnumerable<GorseFeedback> list) =>
        [.. list.DistinctBy(one => (one.FeedbackType, one.UserId, one.ItemId)).Select(ToInteraction)];

    /// <summary>Feedback by its time, the earliest first.</summary>
    /// <exception cref="ProblemException">A time is not understood.</exception>
    public static IReadOnlyList<GorseFeedback> InOrder(IEnumerable<GorseFeedback> feedback) =>
        [.. feedback.Select(one => (Feedback: one, Time: TimeOf(one) ?? DateTimeOffset.MinValue)).OrderBy(one => one.Time).Select(one => one.Feedback)];

    private static DateTimeOffset? TimeOf(GorseFeedback feedback) =>
        GorseTime.TryParse(feedback.Timestamp, out var time) ? time : throw GorseProblem.BadRequest($"failed to parse datetime `{feedback.Timestamp}`");

    private static DateTimeOffset ToMilliseconds(DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());

    private static void Check(string id, string what)
    {
        if (id.Length == 0)
        {
            throw GorseProblem.BadRequest($"{what} cannot be empty");
        }
    }
}
