using System.Globalization;
using Marquee.Data;
using Marquee.Media;
using Marquee.Numerics;

namespace Marquee.Evaluation;

/// <summary>Reads the TikTok split of multimedia recommendation: pairs of user and video in three files, and what is seen and heard of each video in two arrays, a row a video.</summary>
internal static class TikTokData
{
    public const string TrainFile = "train.csv";
    public const string ValidFile = "valid.csv";
    public const string TestFile = "test.csv";

    private static readonly (string Modality, string File)[] Features = [("visual", "image_feat.npy"), ("audio", "audio_feat.npy")];

    /// <summary>The training pairs, and those of another file that each user should find. The third file is not opened.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="held">The file of what should be found.</param>
    /// <exception cref="DatasetException">A file is not there or not as it should be.</exception>
    public static RankingTask Read(string folder, string held)
    {
        var builder = new SnapshotBuilder();
        foreach (var item in Items(folder))
        {
            builder.Add(item);
        }

        var videos = builder.Build().Items.Count;
        var format = DatasetFormats.Find("csv");
        format.Read(Path.Combine(folder, TrainFile), builder, ReadContext.Strict);
        var learnt = builder.Build().Events.Count;
        format.Read(Path.Combine(folder, held), builder, ReadContext.Strict);
        var all = builder.Build(InteractionWeighting.Everything);
        if (all.Items.Count > videos)
        {
            throw new DatasetException(new DatasetProblem(folder, 0, $"names the video '{all.Items[videos].Id}', for which the {videos} rows of features hold none"));
        }

        var train = all.WithEvents(all.Events.Where(e => e < learnt));
        var wanted = all.WithEvents(all.Events.Where(e => e >= learnt)).Interactions;
        return new RankingTask(train, Enumerable.Range(0, wanted.Users)
            .Select(user => new RankingCase(user, train.HistoryOf(user), wanted.ByUser.RowIndices(user).ToArray())));
    }

    private static IEnumerable<Item> Items(string folder)
    {
        var tables = Array.ConvertAll(Features, feature => (feature.Modality, feature.File, Rows: ReadArray(Path.Combine(folder, feature.File))));
        var videos = tables[0].Rows.Rows;
        if (Array.Find(tables, table => table.Rows.Rows != videos) is { File: { } other } wrong)
        {
            throw new DatasetException(new DatasetProblem(Path.Combine(folder, other), 0, $"holds {wrong.Rows.Rows} rows; {tables[0].File} holds {videos}"));
        }

        for (var video = 0; video < videos; video++)
        {
            yield return new Item
            {
                Id = video.ToString(CultureInfo.InvariantCulture),
                Kind = "video",
                Features = new FeatureMap([.. tables.Select(table => KeyValuePair.Create(table.Modality, (ReadOnlyMemory<float>)table.Rows.Row(video).ToArray()))]),
            };
        }
    }

    private static DenseMatrix ReadArray(string path)
    {
        try
        {
            return NumpyReader.ReadFile(path).ToMatrix();
        }
        catch (MediaException exception)
        {
            throw new DatasetException(new DatasetProblem(path, 0, exception.Message));
        }
    }
}
