using System.Runtime.InteropServices;
using Marquee.Numerics.Learning;

namespace Marquee.Content;

/// <summary>Makes one vector of each item: its summary as the recurrent reader reads it, the mean of its words, and the means of the learned vectors of its tags, countries and metadata, side by side.</summary>
internal sealed class ItemNetwork
{
    private const double InitialDeviation = 0.1;

    // A term's own weights are learned so many times faster than the rest, as rare as most terms are.
    private const float TermRate = 10;

    private readonly CategoryOptions _options;
    private readonly TextNetwork _text;
    private readonly RecurrentReader _reader;
    private readonly Parameter _tags;
    private readonly Parameter _countries;
    private readonly Parameter _metadata;
    private readonly LinearLayer _head;
    private readonly Parameter? _termWeights;

    /// <summary>Adds the parameters to a set.</summary>
    public ItemNetwork(ParameterSet parameters, TextEncoder text, ItemTerms terms, int categories, CategoryOptions options)
    {
        _options = options;
        _text = new TextNetwork(parameters, text.Vectors, text.Options);
        var dimensions = text.Vectors.Dimensions;
        _reader = new RecurrentReader(parameters, "reader", dimensions, options.Hidden);
        _tags = parameters.AddNormal("tags", new TensorShape(terms.Count, options.TagDimensions), InitialDeviation, hasSparseGradient: true);
        _countries = parameters.AddNormal("countries", new TensorShape(terms.Count, options.CountryDimensions), InitialDeviation, hasSparseGradient: true);
        _metadata = parameters.AddNormal("metadata", new TensorShape(terms.Count, options.TagDimensions), InitialDeviation, hasSparseGradient: true);
        Dimensions = (2 * options.Hidden) + dimensions + (2 * options.TagDimensions) + options.CountryDimensions;
        _head = new LinearLayer(parameters, "head", Dimensions, categories);
        _termWeights = options.TermWeights ? parameters.AddConstant("term-weights", new TensorShape(terms.Count, categories), hasSparseGradient: true) : null;
    }

    /// <summary>Numbers of an item's vector.</summary>
    public int Dimensions { get; }

    /// <summary>The vectors of items, <c>items x <see cref="Dimensions"/></c>.</summary>
    public Tensor Encode(Tape tape, ItemBatch batch)
    {
        var (words, read) = _text.Read(tape, batch.Texts);
        var bag = tape.SegmentSum(words, AllPlaces(batch.Texts.PlaceCount), batch.Texts.Offsets, CollectionsMarshal.AsSpan(batch.WordShares));
        return tape.Concatenate(
            ^1,
            _reader.Read(tape, read, batch.Texts),
            tape.Scale(bag, MathF.Sqrt(bag.Shape.Columns)),
            Mean(tape, _tags, batch, TermGroup.Tags),
            Mean(tape, _countries, batch, TermGroup.Countries),
            Mean(tape, _metadata, batch, TermGroup.Metadata));
    }

    /// <summary>The logits of all categories, <c>items x categories</c>.</summary>
    public Tensor Score(Tape tape, Tensor vectors, ItemBatch batch)
    {
        var logits = _head.Apply(tape, tape.Dropout(vectors, (float)_options.Dropout));
        return _termWeights is null ? logits : tape.Add(logits, tape.Scale(
            tape.SegmentSum(_termWeights, CollectionsMarshal.AsSpan(batch.Terms), CollectionsMarshal.AsSpan(batch.TermStarts), CollectionsMarshal.AsSpan(batch.TermWeights)), TermRate));
    }

    private static Tensor Mean(Tape tape, Parameter table, ItemBatch batch, TermGroup group)
    {
        var (terms, starts, shares) = batch.Of(group);
        return tape.SegmentSum(table, CollectionsMarshal.AsSpan(terms), CollectionsMarshal.AsSpan(starts), CollectionsMarshal.AsSpan(shares));
    }

    private static int[] AllPlaces(int count)
    {
        var places = new int[count];
        for (var place = 0; place < count; place++)
        {
            places[place] = place;
        }

        return places;
    }
}
