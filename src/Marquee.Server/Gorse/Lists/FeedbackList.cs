using System.Globalization;
using Marquee.Data;
using Marquee.Live;

namespace Marquee.Server;

/// <summary>
/// Feedback as Gorse knows it, one of a kind for a user and an item, out of events, of which there may be several: their values added up, the time of the first, and the time and the
/// words of the last.
/// </summary>
internal static class FeedbackList
{
    // By how much the clocks of clients may be ahead, as Gorse takes it.
    private const long ClockErrorMilliseconds = 5_000;

    /// <summary>The moment up to which feedback is of the past, in milliseconds since 1970.</summary>
    public static long Now(LiveEngine engine) => engine.Now + ClockErrorMilliseconds;

    /// <summary>The feedback of a user, in order of kind and item.</summary>
    /// <param name="user">The user.</param>
    /// <param name="engine">What the user's indices belong to.</param>
    /// <param name="until">The moment, in milliseconds since 1970, up to which it is told; null for the future as well.</param>
    /// <param name="item">Of this item alone; null for any.</param>
    /// <param name="kind">Of this kind alone; null for any.</param>
    public static IReadOnlyList<GorseFeedback> Of(UserState user, LiveEngine engine, long? until, int? item = null, string? kind = null)
    {
        var wanted = kind is null ? (short)-1 : engine.Kinds.Find(kind);
        if (kind is not null && wanted < 0)
        {
            return [];
        }

        var folds = new Dictionary<(short Kind, int Item), Fold>();
        foreach (ref readonly var one in user.Events)
        {
            if (one.Item >= 0 && (item is null || one.Item == item) && (kind is null || one.Kind == wanted))
            {
                var key = (one.Kind, one.Item);
                folds[key] = folds.TryGetValue(key, out var fold) ? fold.With(one) : Fold.Of(one);
            }
        }

        var catalogue = engine.Catalogue;
        return
        [
            .. folds.Where(entry => (until is null || entry.Value.First <= until) && !catalogue.IsErased(entry.Key.Item))
                .Select(entry => entry.Value.ToGorse(engine.Kinds[entry.Key.Kind], user.Record.Id, catalogue[entry.Key.Item].Id))
                .OrderBy(one => one.FeedbackType, StringComparer.Ordinal)
                .ThenBy(one => one.ItemId, StringComparer.Ordinal),
        ];
    }

    /// <summary>Whether a feedback of a user stands before another one of theirs; nothing stands before none.</summary>
    public static bool IsBefore(GorseFeedback one, GorseFeedback? other) =>
        other is not null && (string.CompareOrdinal(one.FeedbackType, other.FeedbackType), string.CompareOrdinal(one.ItemId, other.ItemId)) is ( < 0, _) or (0, < 0);

    /// <summary>All feedback in order of kind, user and item.</summary>
    /// <param name="engine">The data.</param>
    /// <param name="from">The feedback to begin at; null for the first of all.</param>
    /// <param name="kind">Of this kind alone; null for any.</param>
    /// <param name="until">The moment up to which it is told.</param>
    public static IEnumerable<GorseFeedback> All(LiveEngine engine, GorseFeedback? from, string? kind, long until)
    {
        foreach (var one in KindNames(engine).Where(name => kind is null || name == kind).Order(StringComparer.Ordinal))
        {
            var place = from is null ? 1 : string.CompareOrdinal(one, from.FeedbackType);
            if (place < 0)
            {
                continue;
            }

            foreach (var user in UserList.From(engine, place == 0 ? from!.UserId : ""))
            {
                foreach (var feedback in Of(user, engine, until, kind: one))
                {
                    if (place > 0 || user.Record.Id != from!.UserId || string.CompareOrdinal(feedback.ItemId, from.ItemId) >= 0)
                    {
                        yield return feedback;
                    }
                }
            }
        }
    }

    private static IEnumerable<string> KindNames(LiveEngine engine)
    {
        for (short kind = 0; kind < engine.Kinds.Count; kind++)
        {
            yield return engine.Kinds[kind];
        }
    }

    /// <param name="Value">Sum of the values.</param>
    /// <param name="First">Time of the earliest.</param>
    /// <param name="Last">Time of the latest.</param>
    /// <param name="Text">Words of the one that came last.</param>
    private readonly record struct Fold(double Value, long First, long Last, string? Text)
    {
        public static Fold Of(in UserEvent one) => new(ValueOf(one), one.Time, one.Time, one.Text);

        public Fold With(in UserEvent one) => new(Value + ValueOf(one), Math.Min(First, one.Time), Math.Max(Last, one.Time), one.Text);

        public GorseFeedback ToGorse(string kind, string user, string item) => new()
        {
            FeedbackType = kind,
            UserId = user,
            ItemId = item,
            Value = Value,
            Timestamp = Moment(First),
            Updated = Moment(Last),
            Comment = Text,
        };

        // By way of its shortest decimal spelling: what was given as 0.1 is answered as 0.1.
        private static double ValueOf(in UserEvent one) => float.IsNaN(one.Value) ? 0 : double.Parse(one.Value.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

        private static string Moment(long time) => GorseTime.Format(time == EventLog.NoTime ? null : DateTimeOffset.FromUnixTimeMilliseconds(time));
    }
}
