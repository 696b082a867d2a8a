namespace Marquee.Content;

/// <summary>Some texts laid end to end as <see cref="TextNetwork"/> reads them. Kept and filled again.</summary>
internal sealed class TextPlaces(WordVectors vectors)
{
    /// <summary>The row of a place whose word is passed over.</summary>
    public const int Dropped = int.MinValue;

    private int[] _rows = [];
    private int[] _tableRows = [];
    private int[] _numbers = [];
    private int[] _offsets = new int[1];
    private readonly List<(int Place, string Word)> _unknown = [];

    /// <summary>Number of texts.</summary>
    public int Count { get; private set; }

    /// <summary>Number of places.</summary>
    public int PlaceCount => _offsets[Count];

    /// <summary>The row of the table at each place; -1 for a word that has none, or <see cref="Dropped"/>. May be written to.</summary>
    public Span<int> Rows => _rows.AsSpan(0, PlaceCount);

    /// <summary>The number of each place in its text.</summary>
    public ReadOnlySpan<int> Numbers => _numbers.AsSpan(0, PlaceCount);

    /// <summary>Where each text starts; one more than there are.</summary>
    public ReadOnlySpan<int> Offsets => _offsets.AsSpan(0, Count + 1);

    /// <summary>Words of the longest text.</summary>
    public int LongestText { get; private set; }

    /// <summary>Forgets all texts.</summary>
    public void Clear()
    {
        (Count, LongestText) = (0, 0);
        _unknown.Clear();
    }

    /// <summary>Adds one.</summary>
    public void Add(WordSequence text)
    {
        var first = PlaceCount;
        Grow(ref _offsets, Count + 2);
        Grow(ref _rows, first + text.Words.Length);
        Grow(ref _numbers, _rows.Length);
        var unknown = 0;
        for (var index = 0; index < text.Words.Length; index++)
        {
            (_rows[first + index], _numbers[first + index]) = (text.Words[index], index);
            if (text.Words[index] < 0)
            {
                _unknown.Add((first + index, text.Unknown[unknown++]));
            }
        }

        Count++;
        _offsets[Count] = first + text.Words.Length;
        LongestText = Math.Max(LongestText, text.Words.Length);
    }

    /// <summary>The row of the table at each place as a table is asked for it: -1 where there is none.</summary>
    public ReadOnlySpan<int> TableRows
    {
        get
        {
            Grow(ref _tableRows, _rows.Length);
            for (var place = 0; place < PlaceCount; place++)
            {
                _tableRows[place] = Math.Max(-1, _rows[place]);
            }

            return _tableRows.AsSpan(0, PlaceCount);
        }
    }

    /// <summary>Writes the vectors of unknown words, from their pieces, and zeros for all others; <c>places x dimensions</c>.</summary>
    public void WriteUnknown(Span<float> target, float scale)
    {
        target.Clear();
        foreach (var (place, word) in _unknown)
        {
            // One that is passed over, or was replaced by chance, is no longer there.
            if (_rows[place] == -1)
            {
                var row = target.Slice(place * vectors.Dimensions, vectors.Dimensions);
                vectors.VectorOf(word, row);
                foreach (ref var value in row)
                {
                    value *= scale;
                }
            }
        }
    }

    private static void Grow<T>(ref T[] array, int length)
    {
        if (array.Length < length)
        {
            Array.Resize(ref array, Math.Max(length, 2 * array.Length));
        }
    }
}
