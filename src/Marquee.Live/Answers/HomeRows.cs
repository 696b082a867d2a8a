namespace Marquee.Live;

/// <summary>Puts home pages together: which rows there can be for somebody, in which order, and that no item comes twice.</summary>
internal sealed class HomeRows(Answers answers)
{
    private const int BecauseRows = 6;
    private const int CategoryRows = 12;
    private const int FewestInRow = 3;
    private const int NewWithinDays = 90;

    /// <summary>A page.</summary>
    public HomePage Page(UserState? user, HomeRequest request)
    {
        request.Check();
        var shown = request.Cursor is null ? HomeCursor.Start : HomeCursor.Parse(request.Cursor);
        var used = new SortedSet<int>(shown.Items);
        var keys = new List<string>(shown.Rows);
        var rows = new List<HomeRow>(request.Rows);
        var visit = answers.Visit(user, request.Limits);
        var more = false;
        foreach (var recipe in Recipes(user, visit))
        {
            if (keys.Contains(recipe.Key))
            {
                continue;
            }

            if (rows.Count == request.Rows)
            {
                more = true;
                break;
            }

            var items = recipe.Items(used, request.RowLength);
            if (items.Items.Count < recipe.Fewest)
            {
                continue;
            }

            used.UnionWith(items.Items.Select(item => item.Index));
            keys.Add(recipe.Key);
            rows.Add(new HomeRow(recipe.Key, recipe.Title, answers.Serve(user, $"home/{recipe.Key}", items.Model, items.Items)));
        }

        return new HomePage(rows, more ? new HomeCursor([.. used], keys).ToString() : null);
    }

    private IEnumerable<Recipe> Recipes(UserState? user, Visit visit)
    {
        var liked = user is null ? [] : LikedLately(user, visit).ToArray();
        yield return new Recipe("continue", "Continue watching", (used, count) => visit.Continue(used, count), Fewest: 1);
        yield return new Recipe("for-you", user is { HasHistory: true } ? "For you" : "Popular now", (used, count) => visit.Best(used, count));
        foreach (var recipe in liked.Take(1).Select(Because))
        {
            yield return recipe;
        }

        yield return new Recipe("trending", visit.Country is { } country ? $"Trending in {country.ToUpperInvariant()}" : "Trending now", (used, count) => visit.Trending(used, count));
        yield return new Recipe("new", "New", (used, count) => visit.New(used, count, NewWithinDays));
        foreach (var recipe in liked.Skip(1).Take(2).Select(Because))
        {
            yield return recipe;
        }

        yield return new Recipe("hidden-gems", "Hidden gems", (used, count) => visit.HiddenGems(used, count));
        var further = new Queue<Recipe>(liked.Skip(3).Take(BecauseRows - 3).Select(Because));
        foreach (var category in visit.Categories().Take(CategoryRows))
        {
            yield return new Recipe($"category:{category}", $"More from {category}", (used, count) => visit.OfCategory(category, used, count));
            if (further.TryDequeue(out var recipe))
            {
                yield return recipe;
            }
        }

        Recipe Because(int item) => new(
            $"because:{visit.Catalogue[item].Id}",
            $"Because you watched {visit.Catalogue[item].Title ?? visit.Catalogue[item].Id}",
            (used, count) => visit.Like(item, used, count));
    }

    /// <summary>What the user liked, latest first: what counts most in their favour of the latest few dozen.</summary>
    private static IEnumerable<int> LikedLately(UserState user, Visit visit)
    {
        var history = visit.Asked;
        var places = new int[history.Count];
        for (var place = 0; place < places.Length; place++)
        {
            places[place] = place;
        }

        var times = history.Times.ToArray();
        var weights = history.Weights.ToArray();
        var items = history.Items.ToArray();
        return places
            .OrderByDescending(place => times.Length > 0 ? times[place] : 0).ThenBy(place => items[place])
            .Take(30)
            .OrderByDescending(place => weights[place])
            .Select(place => items[place])
            .Where(item => item < visit.Catalogue.Count && !visit.Catalogue.IsErased(item));
    }

    /// <summary>A row that there may be.</summary>
    /// <param name="Key">See <see cref="HomeRow"/>.</param>
    /// <param name="Title">For a person.</param>
    /// <param name="Items">Its items without those that are used, at most so many, and what they are from.</param>
    /// <param name="Fewest">With fewer items it is no row.</param>
    private sealed record Recipe(string Key, string Title, Func<IReadOnlySet<int>, int, (string Model, IReadOnlyList<AnsweredItem> Items)> Items, int Fewest = FewestInRow);
}
