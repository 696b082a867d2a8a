using Marquee.Content;
using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Cli.Commands;

/// <summary>What the summaries of the demo service are about, as the feature <c>text</c>: learned in seconds.</summary>
/// <remarks>A summary is one sentence, and twenty thousand words teach little. So each is read in several orders with labels of its title strewn in: words become alike that stand with the same labels. What is embedded is the summary alone.</remarks>
internal static class DemoTexts
{
    private const int Orders = 4;
    private const int WordsToALabel = 2;

    /// <summary>Learns and embeds.</summary>
    public static ItemEmbedding Embed(Snapshot snapshot, ulong seed, CancellationToken cancellationToken)
    {
        var random = new SplittableRandom(seed).Split("texts");
        string?[] summaries = [.. snapshot.Items.Select(item => item.Summary)];
        var texts = snapshot.Items.Where(item => item.Summary is not null).SelectMany(item => Enumerable.Range(0, Orders).Select(_ => Strewn(item, random)));
        var encoder = TextPretrainer.Train(
            [.. summaries, .. texts], new WordVectorOptions { Dimensions = 64, Epochs = 5, Seed = seed }, new TextEncoderOptions { Blocks = 1, Epochs = 1, Seed = seed }, null, cancellationToken);
        return new ItemEmbedding(ItemEmbedding.Text, snapshot.ItemIds, encoder.Embed(summaries));
    }

    private static string Strewn(Item item, SplittableRandom random)
    {
        var words = item.Summary!.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        random.Shuffle(words.AsSpan());
        string[] labels = [.. item.Labels.Concat(item.Categories).Select(label => label.Replace('-', ' '))];
        return string.Join(' ', labels.Length == 0 ? words : words.Chunk(WordsToALabel).SelectMany(some => some.Append(labels[random.Next(labels.Length)])));
    }
}
