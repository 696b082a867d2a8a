using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>The examples of one slice: which items of each history are kept, which are hidden and to be foretold, and over which items losses run. Memory is kept from step to step.</summary>
internal sealed class MultitaskSlice
{
    private readonly MultitaskData _data;
    private readonly double _dropout;
    private readonly int _negatives;

    // Where each item of the catalogue stands among the drawn ones, or -1; only where items are drawn.
    private readonly int[] _places;
    private int[] _offsets = [0];
    private int[] _allPlaces = [];
    private int[] _keptOffsets = [0];
    private int[] _kept = [];
    private int[] _keptPlaces = [];
    private int[] _hiddenOffsets = [0];
    private int[] _hiddenPlaces = [];
    private int[] _ratedOffsets = [0];
    private int[] _rated = [];
    private float[] _ratedValues = [];
    private int[] _foretoldOffsets = [0];
    private int[] _foretoldPlaces = [];
    private float[] _foretold = [];
    private int[] _traitOffsets = [0];
    private int[] _traits = [];
    private int[] _drawn = [];
    private int[] _attributeOffsets = [0];
    private int[] _attributes = [];
    private int _drawnCount;
    private int _attributeCount;

    /// <summary>Makes room.</summary>
    public MultitaskSlice(MultitaskData data, MultitaskOptions options)
    {
        _data = data;
        _dropout = options.HistoryDropout;
        // No more can be drawn than there are.
        _negatives = options.Negatives < data.Matrix.Columns ? options.Negatives : 0;
        _places = options.Negatives > 0 ? new int[data.Matrix.Columns] : [];
        Array.Fill(_places, -1);
        IsWhole = options.Negatives == 0;
    }

    /// <summary>Users.</summary>
    public int Users { get; private set; }

    /// <summary>Whether losses run over the whole catalogue; else over <see cref="Drawn"/>.</summary>
    public bool IsWhole { get; }

    /// <summary>The items over which losses run, in ascending order, where not all.</summary>
    public ReadOnlySpan<int> Drawn => _drawn.AsSpan(0, _drawnCount);

    /// <summary>Where the attributes of each item start over which losses run.</summary>
    public ReadOnlySpan<int> AttributeOffsets => IsWhole ? _data.AttributeOffsets : _attributeOffsets.AsSpan(0, _drawnCount + 1);

    /// <summary>The attributes of items over which losses run.</summary>
    public ReadOnlySpan<int> AttributeIndices => IsWhole ? _data.AttributeIndices : _attributes.AsSpan(0, _attributeCount);

    /// <summary>Whole histories, as places in the table.</summary>
    public ItemLists All => Lists(_offsets, _allPlaces);

    /// <summary>Kept items, by their numbers.</summary>
    public ItemLists Kept => Lists(_keptOffsets, _kept);

    /// <summary>Kept items, as places in the table.</summary>
    public ItemLists KeptPlaces => Lists(_keptOffsets, _keptPlaces);

    /// <summary>Hidden items, as places in the table.</summary>
    public ItemLists Hidden => Lists(_hiddenOffsets, _hiddenPlaces);

    /// <summary>Kept items that were rated, by their numbers, and how far above their levels.</summary>
    public ItemLists Rated => Lists(_ratedOffsets, _rated, _ratedValues);

    /// <summary>Hidden items that were rated, as places in the table, and how far above their and the user's levels.</summary>
    public ItemLists Foretold => Lists(_foretoldOffsets, _foretoldPlaces, _foretold);

    /// <summary>Traits of the users.</summary>
    public ItemLists Traits => Lists(_traitOffsets, _traits);

    /// <summary>Hides a part of each history.</summary>
    /// <param name="users">The users.</param>
    /// <param name="random">Chance; depends on the step and the slice alone.</param>
    public void Draw(ReadOnlySpan<int> users, SplittableRandom random)
    {
        Users = users.Length;
        MakeRoom(users);
        if (!IsWhole)
        {
            DrawItems(users, random);
        }

        var (all, kept, hidden, rated, foretold, traits) = (0, 0, 0, 0, 0, 0);
        for (var index = 0; index < users.Length; index++)
        {
            var (start, end) = (_data.Matrix.RowOffsets[users[index]], _data.Matrix.RowOffsets[users[index] + 1]);
            var (sum, firstForetold) = (0.0, foretold);
            for (var entry = start; entry < end; entry++)
            {
                var item = _data.Matrix.ColumnIndices[entry];
                var place = IsWhole ? item : _places[item];
                var rating = _data.Ratings.Length == 0 ? float.NaN : _data.Ratings[entry];
                _allPlaces[all++] = place;
                if (random.NextDouble() >= _dropout)
                {
                    _kept[kept] = item;
                    _keptPlaces[kept++] = place;
                    if (!float.IsNaN(rating))
                    {
                        sum += rating;
                        _rated[rated] = item;
                        _ratedValues[rated++] = rating;
                    }
                }
                else
                {
                    _hiddenPlaces[hidden++] = place;
                    if (!float.IsNaN(rating))
                    {
                        _foretoldPlaces[foretold] = place;
                        _foretold[foretold++] = rating;
                    }
                }
            }

            var firstRated = _ratedOffsets[index];
            var level = MultitaskData.UserLevel(sum, rated - firstRated);
            Subtract(level, _ratedValues.AsSpan(firstRated, rated - firstRated));
            Subtract(level, _foretold.AsSpan(firstForetold, foretold - firstForetold));
            var ofUser = _data.TraitIndices.AsSpan(_data.TraitOffsets[users[index]].._data.TraitOffsets[users[index] + 1]);
            ofUser.CopyTo(_traits.AsSpan(traits));
            traits += ofUser.Length;
            (_offsets[index + 1], _keptOffsets[index + 1], _hiddenOffsets[index + 1]) = (all, kept, hidden);
            (_ratedOffsets[index + 1], _foretoldOffsets[index + 1], _traitOffsets[index + 1]) = (rated, foretold, traits);
        }

        foreach (var item in Drawn)
        {
            _places[item] = -1;
        }
    }

    private ItemLists Lists(int[] offsets, int[] items) => new(offsets.AsSpan(0, Users + 1), items.AsSpan(0, offsets[Users]));

    private ItemLists Lists(int[] offsets, int[] items, float[] values) =>
        new(offsets.AsSpan(0, Users + 1), items.AsSpan(0, offsets[Users]), values.AsSpan(0, offsets[Users]));

    private static void Subtract(float level, Span<float> values)
    {
        foreach (ref var value in values)
        {
            value -= level;
        }
    }

    private void MakeRoom(ReadOnlySpan<int> users)
    {
        var (entries, traits) = (0, 0);
        foreach (var user in users)
        {
            entries += _data.Matrix.RowLength(user);
            traits += _data.TraitOffsets[user + 1] - _data.TraitOffsets[user];
        }

        if (_offsets.Length <= users.Length)
        {
            (_offsets, _keptOffsets, _hiddenOffsets) = (new int[users.Length + 1], new int[users.Length + 1], new int[users.Length + 1]);
            (_ratedOffsets, _foretoldOffsets, _traitOffsets) = (new int[users.Length + 1], new int[users.Length + 1], new int[users.Length + 1]);
        }

        if (_allPlaces.Length < entries)
        {
            // A little more, since the next step has other users.
            var room = entries + (entries / 4);
            (_allPlaces, _kept, _keptPlaces, _hiddenPlaces) = (new int[room], new int[room], new int[room], new int[room]);
            if (_data.Ratings.Length > 0)
            {
                (_rated, _ratedValues, _foretoldPlaces, _foretold) = (new int[room], new float[room], new int[room], new float[room]);
            }
        }

        if (_traits.Length < traits)
        {
            _traits = new int[traits + (traits / 4)];
        }
    }

    /// <summary>Collects the items over which losses run: all that the users met, and some drawn at random.</summary>
    private void DrawItems(ReadOnlySpan<int> users, SplittableRandom random)
    {
        var most = Math.Min((long)_data.Matrix.Columns, _allPlaces.Length + (long)_negatives);
        if (_drawn.Length < most)
        {
            _drawn = new int[most];
            _attributeOffsets = new int[most + 1];
        }

        _drawnCount = 0;
        foreach (var user in users)
        {
            foreach (var item in _data.Matrix.RowIndices(user))
            {
                Take(item);
            }
        }

        if (_negatives == 0)
        {
            for (var item = 0; item < _data.Matrix.Columns; item++)
            {
                Take(item);
            }
        }

        for (var draw = 0; draw < _negatives; draw++)
        {
            Take(random.Next(_data.Matrix.Columns));
        }

        Array.Sort(_drawn, 0, _drawnCount);
        _attributeCount = 0;
        for (var place = 0; place < _drawnCount; place++)
        {
            var item = _drawn[place];
            _places[item] = place;
            var attributes = _data.AttributeIndices.AsSpan(_data.AttributeOffsets[item].._data.AttributeOffsets[item + 1]);
            if (_attributes.Length < _attributeCount + attributes.Length)
            {
                Array.Resize(ref _attributes, Math.Max(2 * _attributes.Length, _attributeCount + attributes.Length));
            }

            attributes.CopyTo(_attributes.AsSpan(_attributeCount));
            _attributeCount += attributes.Length;
            _attributeOffsets[place + 1] = _attributeCount;
        }

        void Take(int item)
        {
            if (_places[item] < 0)
            {
                _places[item] = 0;
                _drawn[_drawnCount++] = item;
            }
        }
    }
}
