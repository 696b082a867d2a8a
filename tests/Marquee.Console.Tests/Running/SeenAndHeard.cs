using Marquee.Data;

namespace Marquee.Console.Tests;

/// <summary>Gives items vectors on their way into a store, as <c>marquee media</c> would: made of genres and years, so that nothing has to be learned. Series have no sound, one film has nothing.</summary>
internal sealed class SeenAndHeard(IDatasetSink sink) : IDatasetSink
{
    /// <summary>The film that has nothing.</summary>
    public const string Without = "toy-story-1995";

    private const int Genres = 12;

    public void Add(User user) => sink.Add(user);

    public void Add(Interaction interaction) => sink.Add(interaction);

    public void Add(Item item) => sink.Add(item.Id == Without ? item : Seen(item));

    private static Item Seen(Item item)
    {
        var (poster, sound) = (new float[Genres], new float[Genres]);
        foreach (var genre in item.Categories)
        {
            poster[genre.Length % Genres]++;
            sound[genre[0] % Genres]++;
        }

        poster[^1] = ((item.Year ?? 2000) - 1980) / 40f;
        sound[^1] = item.Id.Length / 20f;
        KeyValuePair<string, ReadOnlyMemory<float>>[] features = item.Kind == "series" ? [new("poster", poster)] : [new("poster", poster), new("sound", sound)];
        var share = 0.3f + (item.Id.Length % 5 / 10f);
        KeyValuePair<string, float>[] weights = item.Kind == "series" ? [new("poster", 1)] : [new("poster", share), new("sound", 1 - share)];
        float[] fused = [.. poster.Select(number => number * weights[0].Value), .. weights.Length > 1 ? sound.Select(number => number * weights[1].Value) : new float[Genres]];
        return FusionWeights.Put(item with { Features = new FeatureMap(features) }, "fused", fused, weights);
    }
}
