using Marquee.Content;
using Marquee.Recommenders;

namespace Marquee.Live;

/// <summary>Which items of one catalogue are alike, in every way that is known.</summary>
internal sealed class Alikeness(Catalogue catalogue, LiveCounts counts)
{
    private static readonly (SimilarView View, string Title)[] Views =
    [
        (SimilarView.Blend, "All together"),
        (SimilarView.Theme, "Themes"),
        (SimilarView.Audience, "Audience"),
        (SimilarView.Graph, "Facts"),
        (SimilarView.Text, "Summaries"),
    ];

    private readonly ComparableItems _comparable = ComparableItems.Of(catalogue.Items, new LiveAudience(counts));

    public Catalogue Catalogue { get; } = catalogue;

    public IReadOnlyList<AlikeView> Of(int item, int count, LiveCounts counts, Answers answers, ModelSet models)
    {
        var comparable = _comparable.WithAudience(new LiveAudience(counts));
        var allowed = answers.Allowed();
        var views = new List<AlikeView>();
        foreach (var (view, title) in Views)
        {
            Add(view.ToString().ToLowerInvariant(), title, null, comparable.Find(item, view, count, null, allowed.Contains).Select(one => new AlikeItem(Catalogue[one.Item], one.Score, one.Reasons)));
        }

        var request = new ListRequest { Count = count };
        foreach (var model in models.All.Where(model => model.Model is IItemSimilarity))
        {
            var alike = answers.Alike(item, model, request).Where(line => line.Index < Catalogue.Count).ToArray();
            var reasons = comparable.Reasons(item, [.. alike.Select(line => line.Index)]);
            Add($"model:{model.Name}", $"Alike, says {model.Label}", model.Label, alike.Select((line, rank) => new AlikeItem(Catalogue[line.Index], line.Score, reasons[rank])));
        }

        return views;

        void Add(string key, string title, string? model, IEnumerable<AlikeItem> alike)
        {
            AlikeItem[] lines = [.. alike];
            if (lines.Length > 0)
            {
                views.Add(new AlikeView(key, title, model, lines));
            }
        }
    }
}
