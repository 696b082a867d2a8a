using Marquee.Data;

namespace Marquee.Storage;

/// <summary>What a record must be like so that every store keeps it without loss. A writer asks it of every record; whoever gathers records of several callers asks before, so that one bad record does not spoil the others.</summary>
public static class RecordRules
{
    private const string NoText = "holds a null character or half of a surrogate pair; any other Unicode text would do";

    /// <summary>Checks a user.</summary>
    /// <exception cref="ArgumentException">The record breaks a rule; the message says which, and whose record it is.</exception>
    public static void Check(User user)
    {
        ArgumentNullException.ThrowIfNull(user);
        CheckId(user.Id, "user");
        Check(user.Attributes, $"user '{user.Id}'");
    }

    /// <summary>Checks an item.</summary>
    /// <exception cref="ArgumentException">The record breaks a rule; the message says which, and whose record it is.</exception>
    public static void Check(Item item)
    {
        ArgumentNullException.ThrowIfNull(item);
        CheckId(item.Id, "item");
        var owner = $"item '{item.Id}'";
        Check(item.Title, "title", owner);
        Check(item.Kind, "kind", owner);
        Check(item.Language, "language", owner);
        Check(item.Summary, "summary", owner);
        Check(item.Countries, "country", owner);
        Check(item.Categories, "category", owner);
        Check(item.Labels, "label", owner);
        foreach (var person in item.People)
        {
            Check(person.Name, "person's name", owner);
            Check(person.Role, "person's role", owner);
        }

        Check(item.Attributes, owner);
        foreach (var (name, vector) in item.Features)
        {
            Check(name, "feature's name", owner);
            foreach (var number in vector.Span)
            {
                if (!float.IsFinite(number))
                {
                    throw new ArgumentException($"The feature '{name}' of {owner} holds {number}; a vector holds finite numbers.");
                }
            }
        }
    }

    /// <summary>Checks an interaction.</summary>
    /// <exception cref="ArgumentException">The record breaks a rule; the message says which, and whose record it is.</exception>
    public static void Check(Interaction interaction)
    {
        ArgumentNullException.ThrowIfNull(interaction);
        CheckId(interaction.UserId, "user");
        if (interaction.ItemId.Length > 0)
        {
            CheckId(interaction.ItemId, "item");
        }

        if (interaction.Kind.Length == 0)
        {
            throw new ArgumentException($"An interaction of user '{interaction.UserId}' has no kind; every interaction has one.");
        }

        if (interaction.Value is { } value && !float.IsFinite(value))
        {
            throw Refuse(interaction, $"the value {value}; a value is a finite number");
        }

        if (interaction.Progress is { } progress && !(progress >= 0 && progress <= 1))
        {
            throw Refuse(interaction, $"the progress {progress}; progress lies between 0 and 1");
        }

        if (interaction.Time is { } time && time.ToUnixTimeMilliseconds() < 0)
        {
            throw Refuse(interaction, $"the time {time:O}; times start in 1970");
        }

        // The texts of a million interactions are mostly absent or short words; no message is put together before one is wrong.
        if (!IsText(interaction.Kind) || !IsText(interaction.Session) || !IsText(interaction.Text))
        {
            throw Refuse(interaction, $"a kind, session or text that {NoText}");
        }
    }

    /// <summary>Checks the key and the text of a remembered answer.</summary>
    /// <exception cref="ArgumentException">The key is empty, or either is no Unicode text.</exception>
    internal static void CheckAnswer(string key, string answer)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        if (!IsText(key) || !IsText(answer))
        {
            throw new ArgumentException($"The key of a remembered answer, or the answer itself, {NoText}.");
        }
    }

    private static ArgumentException Refuse(Interaction interaction, string what) =>
        new($"The {interaction.Kind} of user '{interaction.UserId}' and item '{interaction.ItemId}' has {what}.");

    private static void CheckId(string id, string what)
    {
        if (id.Length == 0)
        {
            throw new ArgumentException($"The id of a {what} is empty; every id needs at least one character.");
        }

        if (!IsText(id))
        {
            throw new ArgumentException($"The {what} id '{id.Replace("\0", "\\0")}' {NoText}.");
        }
    }

    private static void Check(AttributeMap attributes, string owner)
    {
        foreach (var (name, value) in attributes)
        {
            Check(name, "attribute's name", owner);
            Check(value, "attribute", owner);
        }
    }

    private static void Check(ValueList<string> texts, string what, string owner)
    {
        foreach (var text in texts)
        {
            Check(text, what, owner);
        }
    }

    private static void Check(string? text, string what, string owner)
    {
        if (!IsText(text))
        {
            throw new ArgumentException($"A {what} of {owner} {NoText}.");
        }
    }

    /// <summary>Whether a text comes back from every store as it went in.</summary>
    internal static bool IsText(string? text)
    {
        for (var at = 0; at < text?.Length; at++)
        {
            if (text[at] == '\0')
            {
                return false;
            }

            if (char.IsSurrogate(text[at]))
            {
                if (at + 1 == text.Length || !char.IsSurrogatePair(text[at], text[at + 1]))
                {
                    return false;
                }

                at++;
            }
        }

        return true;
    }
}
