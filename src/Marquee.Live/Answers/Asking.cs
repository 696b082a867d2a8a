using Marquee.Data;
using Marquee.Recommenders;

namespace Marquee.Live;

/// <summary>How a question about a list becomes what a pipeline understands.</summary>
internal static class Asking
{
    /// <summary>What a model is told of who asks.</summary>
    public static History History(UserState? user, ListRequest request, long now) =>
        user?.History(now, request.Country, request.Device) ?? new History(default, context: Context(request, now));

    /// <summary>The circumstances of somebody of whom nothing is known.</summary>
    public static HistoryContext Context(ListRequest request, long now) => new() { Now = now, Country = request.Country, Device = request.Device };

    /// <summary>What is forbidden besides what the catalogue forbids to everybody.</summary>
    public static ICandidateRule[] Rules(ServingView view, UserState? user, ListRequest request)
    {
        var series = view.Catalogue.Rules.Series;
        List<ICandidateRule> rules = [.. Limits(view, request)];
        if (user is not null)
        {
            rules.Add(new ExcludeRule(request.IncludeSeen ? user.Disliked : user.Seen));
        }

        if (!series.Followers.IsEmpty)
        {
            rules.Add(new EpisodeRule(series, user?.Finished ?? default));
        }

        return [.. rules];
    }

    /// <summary>What the request itself forbids, whoever asks.</summary>
    public static ICandidateRule[] Limits(ServingView view, ListRequest request)
    {
        var ofCatalogue = view.Catalogue.Rules;
        var rules = new List<ICandidateRule>(3);
        if (request.Filter is { } filter)
        {
            rules.Add(new FilterRule(ofCatalogue.Filters, filter));
        }

        if (request.MaximumAge is { } age)
        {
            rules.Add(ofCatalogue.Maturity.UpTo(age));
        }

        if (request.Exclude.Count > 0)
        {
            rules.Add(new ExcludeRule(request.Exclude.Select(view.Catalogue.IndexOf).Where(item => item >= 0).ToArray()));
        }

        return [.. rules];
    }

    /// <summary>What may be shown.</summary>
    /// <param name="view">The catalogue, and what it forbids to everybody.</param>
    /// <param name="asked">Who asks, when and where.</param>
    /// <param name="rules">What is forbidden besides.</param>
    public static CandidateSet Allowed(ServingView view, in History asked, ICandidateRule[] rules)
    {
        var allowed = new CandidateSet(view.Catalogue.Count);
        foreach (var rule in view.Rules)
        {
            rule.Apply(asked, allowed);
        }

        foreach (var rule in rules)
        {
            rule.Apply(asked, allowed);
        }

        return allowed;
    }

    /// <summary>The question itself.</summary>
    public static RecommendationRequest Wanted(ListRequest request, ICandidateRule[] rules, ulong seed) => new()
    {
        Count = request.Offset + request.Count,
        // What the user has seen is among the rules: the history alone does not know all of it.
        IncludeSeen = true,
        Explain = request.Explain,
        Exploration = request.Exploration is > 0 and var share ? new Exploration(share, AnswerOptions.ExplorationPool) : null,
        Seed = seed,
        Rules = rules,
    };

    /// <summary>Whether a model scored all items alike: it works from histories alone, and there is none.</summary>
    public static bool SaysNothing(ReadOnlySpan<float> scores) => scores.Length > 0 && !scores.ContainsAnyExcept(scores[0]);

    /// <summary>A list with its items and reasons.</summary>
    /// <param name="view">Where the items are known.</param>
    /// <param name="list">The list.</param>
    /// <param name="offset">How many of the first to leave out.</param>
    public static AnsweredItem[] Lines(ServingView view, Recommendation[] list, int offset)
    {
        if (list.Length <= offset)
        {
            return [];
        }

        var lines = new AnsweredItem[list.Length - offset];
        for (var place = 0; place < lines.Length; place++)
        {
            var line = list[place + offset];
            lines[place] = new AnsweredItem(
                line.Item,
                view.Catalogue[line.Item],
                line.Score,
                line.Propensity,
                line.Explanation,
                line.Explanation is { } explanation ? Reasons.Of(explanation, view.Catalogue.Items) : null);
        }

        return lines;
    }
}
