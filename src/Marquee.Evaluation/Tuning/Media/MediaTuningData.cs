using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Marquee.Media;
using Marquee.Numerics;
using Marquee.Recommenders;

namespace Marquee.Evaluation;

/// <summary>
/// Where settings of media learning are judged: pictures or sounds of items of which genres or tags are known. The labelled items are dealt into five parts by chance. One is held out of learning and foretold by trials; another, which is held out
/// in its stead at the end, is fresh.
/// </summary>
public sealed class MediaTuningData
{
    /// <summary>Parts that labelled items are dealt into; also the fewest items that a label must have to count.</summary>
    public const int Parts = 5;

    private readonly int[] _labelled;
    private readonly IReadOnlyList<string> _names;

    /// <summary>Puts the data together.</summary>
    /// <param name="preparation">What was made of the files.</param>
    /// <param name="examples">The files.</param>
    /// <param name="tags">What each file's item is tagged with; nothing where that is not known, and the encoder learns from the file alone.</param>
    /// <param name="seed">Seed of who is held out.</param>
    /// <exception cref="OptionException">There are not as many as ten items with a tag that five items have.</exception>
    public MediaTuningData(MediaPreparation preparation, IExamples examples, IReadOnlyList<IReadOnlyCollection<string>> tags, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(preparation);
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(tags);
        if (tags.Count != examples.Count)
        {
            throw new ArgumentException($"There are {examples.Count} files and tags of {tags.Count}.", nameof(tags));
        }

        (Preparation, Examples) = (preparation, examples);
        _names = [.. tags.SelectMany(own => own.Distinct()).GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() >= Parts).Select(group => group.Key).Order(StringComparer.Ordinal)];
        var indices = _names.Index().ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);
        Labels = new LabelSets(_names.Count, [.. tags.Select(own => own.Distinct().Where(indices.ContainsKey).Select(name => indices[name]).ToArray())]);
        _labelled = [.. Enumerable.Range(0, Labels.Count).Where(example => Labels.Of(example).Length > 0)];
        if (_labelled.Length < 2 * Parts)
        {
            throw new OptionException($"Settings are judged on items whose labels are foretold; {_labelled.Length} of the {examples.Count} files are of items with a label that {Parts} items have, and {2 * Parts} are needed.");
        }

        new SplittableRandom(seed).Split("media-tuning").Shuffle(_labelled.AsSpan());
    }

    /// <summary>What was made of the files.</summary>
    public MediaPreparation Preparation { get; }

    /// <summary>The files.</summary>
    public IExamples Examples { get; }

    /// <summary>The labels of each file's item, those alone that five items have.</summary>
    public LabelSets Labels { get; }

    /// <summary>Names of the labels, in their order.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>Items that have a label.</summary>
    public int Labelled => _labelled.Length;

    /// <summary>The items of a part, ascending.</summary>
    /// <param name="part">Which, from 0: trials are judged on 0, the conclusion on 1.</param>
    public int[] HeldOut(int part) => [.. _labelled.Where((_, place) => place % Parts == part).Order()];

    /// <summary>The labelled items that are not of a part, ascending.</summary>
    /// <param name="part">Which, from 0.</param>
    public int[] Known(int part) => [.. _labelled.Where((_, place) => place % Parts != part).Order()];

    /// <summary>What is reached without looking: all items are given the labels that most have, the most frequent first.</summary>
    /// <param name="part">The part that is foretold.</param>
    public double Unseeing(int part)
    {
        var (frequencies, heldOut) = (Labels.Take(Known(part)).Frequencies(), HeldOut(part));
        var scores = new DenseMatrix(heldOut.Length, Labels.LabelCount);
        for (var row = 0; row < heldOut.Length; row++)
        {
            for (var label = 0; label < frequencies.Length; label++)
            {
                scores[row, label] = frequencies[label];
            }
        }

        return new MetricValues(MediaObjective.Metric, EqualRecallPrecision.Values(new TaggedExamples(scores, Labels.Take(heldOut)))).Mean;
    }

    /// <summary>SHA-256 of the files as they are read, of labels and of who is held out.</summary>
    public string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var example = new float[Examples.Shape.Count];
        for (var index = 0; index < Examples.Count; index++)
        {
            Examples.Read(index, example);
            hash.AppendData(MemoryMarshal.AsBytes(example.AsSpan()));
            hash.AppendData(MemoryMarshal.AsBytes(Labels.Of(index)));
        }

        hash.AppendData(Encoding.UTF8.GetBytes(string.Join('\n', _names)));
        hash.AppendData(MemoryMarshal.AsBytes(_labelled.AsSpan()));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
