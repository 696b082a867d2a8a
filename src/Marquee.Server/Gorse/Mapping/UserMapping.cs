using System.Text.Json;
using Marquee.Data;

namespace Marquee.Server;

/// <summary>Users between Gorse's spelling and ours. What Gorse does not know of a user stays when Gorse's clients write them.</summary>
internal static class UserMapping
{
    private const string Comment = "comment";
    private const string UnnamedList = "labels";

    /// <summary>What a client is told of a user.</summary>
    public static GorseUser ToGorse(User user) => new()
    {
        UserId = user.Id,
        Labels = LabelText.Kept(user.Attributes) ?? Told(user.Attributes),
        Comment = user.Attributes[Comment] ?? "",
    };

    /// <summary>The user after a client has written them: all that Gorse knows of them is replaced.</summary>
    /// <param name="known">What was known; null where there was no such user.</param>
    /// <param name="given">What was given.</param>
    /// <exception cref="ProblemException">It cannot be kept.</exception>
    public static User Written(User? known, GorseUser given) => WithComment(
        WithLabels(known ?? new User { Id = CheckId(given.UserId) }, given.Labels),
        given.Comment ?? "");

    /// <summary>The user after a client has patched them: what is absent or null stays.</summary>
    /// <param name="known">What was known.</param>
    /// <param name="patch">What was given.</param>
    /// <exception cref="ProblemException">It cannot be kept.</exception>
    public static User Patched(User known, GorseUser patch)
    {
        var comment = patch.Comment ?? known.Attributes[Comment] ?? "";
        return WithComment(patch.Labels is null ? known : WithLabels(known, patch.Labels), comment);
    }

    private static User WithComment(User user, string comment) => user with { Attributes = ItemMapping.With(user.Attributes, Comment, comment.Length == 0 ? null : comment) };

    private static User WithLabels(User user, JsonElement? labels)
    {
        var before = LabelValues.Of(LabelText.Kept(user.Attributes)).UserAttributes.Select(entry => entry.Key).Append(UnnamedList).Append(LabelText.Attribute).ToHashSet();
        var now = LabelValues.Of(labels).UserAttributes.ToDictionary();
        var attributes = new AttributeMap(user.Attributes.Where(entry => !before.Contains(entry.Key) && !now.ContainsKey(entry.Key)).Concat(now));
        var text = labels is { } given ? LabelText.Of(given) : "null";
        var told = Told(attributes) is { } rebuilt ? LabelText.Of(rebuilt) : "null";

        // Of an object it is kept which attributes came from it: the next one takes their place.
        var tells = text == told && (labels is null || now.Count == 1 && now.ContainsKey(UnnamedList));
        return user with { Attributes = ItemMapping.With(attributes, LabelText.Attribute, tells ? null : text) };
    }

    /// <summary>Labels as the attributes tell them: a list where they are nothing else, an object otherwise.</summary>
    private static JsonElement? Told(AttributeMap attributes)
    {
        var told = attributes.Where(entry => entry.Key is not (Comment or LabelText.Attribute)).ToList();
        return told is [{ Key: UnnamedList }] ? LabelText.OfTexts(told[0].Value.Split('|')) : LabelText.OfAttributes(told);
    }

    private static string CheckId(string id) => id.Length > 0 ? id : throw GorseProblem.BadRequest("user id cannot be empty");
}
