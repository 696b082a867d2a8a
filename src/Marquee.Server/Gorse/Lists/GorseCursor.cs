using System.Text;
using System.Text.Json;

namespace Marquee.Server;

/// <summary>Where a list goes on: the first record of the next page, so that records that come and go in between shift nothing.</summary>
internal static class GorseCursor
{
    /// <summary>The cursor of an id.</summary>
    public static string Of(string id) => Convert.ToBase64String(Encoding.UTF8.GetBytes(id));

    /// <summary>The cursor of a feedback.</summary>
    public static string Of(GorseFeedback next) => Of(JsonSerializer.Serialize(
        new GorseFeedback { FeedbackType = next.FeedbackType, UserId = next.UserId, ItemId = next.ItemId },
        GorseText.Json.GorseFeedback));

    /// <summary>The id of a cursor; empty for the start.</summary>
    /// <exception cref="ProblemException">It is none of ours.</exception>
    public static string Id(string cursor)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(cursor));
        }
        catch (FormatException)
        {
            throw GorseProblem.BadRequest($"the cursor `{cursor}` was not given by this service");
        }
    }

    /// <summary>The feedback of a cursor; null for the start.</summary>
    /// <exception cref="ProblemException">It is none of ours.</exception>
    public static GorseFeedback? Feedback(string cursor)
    {
        var text = Id(cursor);
        try
        {
            return text.Length == 0 ? null : JsonSerializer.Deserialize(text, GorseText.Json.GorseFeedback);
        }
        catch (JsonException)
        {
            throw GorseProblem.BadRequest($"the cursor `{cursor}` was not given by this service");
        }
    }
}
