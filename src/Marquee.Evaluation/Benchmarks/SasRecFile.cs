using System.Globalization;
using Marquee.Data;

namespace Marquee.Evaluation;

/// <summary>The file of SASRec and its successors: <c>user item</c> on each line, every user's lines in the order of time, without the times themselves.</summary>
internal static class SasRecFile
{
    /// <summary>Reads the file. The n-th item of a user gets the time of n days: the time carries the order and nothing else, and options in days count items.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DatasetException">The file is missing or a line is not as it should be.</exception>
    public static Snapshot Read(string path)
    {
        var builder = new SnapshotBuilder();
        var lengths = new Dictionary<string, int>();
        var line = 0;
        foreach (var text in File.ReadLines(path))
        {
            line++;
            var words = text.Split(' ');
            if (words is not [{ Length: > 0 } user, { Length: > 0 } item] || !words.All(word => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
            {
                throw new DatasetException(new DatasetProblem(path, line, $"is '{text}'; the number of a user, a space and the number of an item belong there"));
            }

            var place = lengths.GetValueOrDefault(user) + 1;
            lengths[user] = place;
            builder.Add(new Interaction { UserId = user, ItemId = item, Kind = InteractionKinds.Watch, Time = DateTimeOffset.UnixEpoch.AddDays(place) });
        }

        return builder.Build(InteractionWeighting.Everything);
    }
}
