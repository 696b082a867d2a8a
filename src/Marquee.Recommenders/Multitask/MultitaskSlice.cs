using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>The examples of one slice: which items of each history are kept, which are hidden and to be foretold, and over which items losses run. Memory is kept from step to step.</summary>
/// <remarks>
/// Losses run over the rows of a table: all items by their numbers, or, where items are drawn, first each item that the slice's users met and then the drawn ones, each as often as it was drawn. Of the first rows only those count
/// that a user met; every drawn one that they did not meet counts <see cref="DrawnWeight"/> times, so that a sum over the rows has the sum over the catalogue as its expectation.
/// </remarks>
internal sealed class MultitaskSlice
{
    private readonly MultitaskData _data;
    private readonly double _dropout;
    private readonly int _negatives;
    private readonly double _itemDropout;
    private readonly SplittableRandom _randomOfDraws = new(0);

    // Only where items are drawn: the row of each item that the slice's users met, or -1; and which items the user at hand met.
    private readonly int[] _rows;
    private readonly Part[] _parts;
    private int[] _offsets = [0];
    private int[] _allRows = [];
    private int[] _keptOffsets = [0];
    private int[] _kept = [];
    private int[] _hiddenOffsets = [0];
    private int[] _hiddenRows = [];
    private int[] _ratedOffsets = [0];
    private int[] _rated = [];
    private float[] _ratedValues = [];
    private int[] _foretoldOffsets = [0];
    private int[] _foretoldRows = [];
    private float[] _foretold = [];
    private int[] _userAttributeOffsets = [0];
    private int[] _userAttributes = [];
    private int[] _items = [];
    private int[] _itemAttributeOffsets = [0];
    private int[] _itemAttributes = [];
    private int[] _unmetOffsets = [0];
    private int[] _unmetRows = [];
    private int[] _unaskedOffsets = [0];
    private int[] _unaskedRows = [];
    private float[] _shown = [];
    private int _itemCount;
    private int _itemAttributeCount;

    /// <summary>Makes room.</summary>
    public MultitaskSlice(MultitaskData data, MultitaskOptions options)
    {
        _data = data;
        _dropout = options.HistoryDropout;
        _itemDropout = options.ItemDropout;
        var items = data.Matrix.Columns;
        IsWhole = options.Negatives == 0;
        // Where as many are drawn as there are, each is, once.
        _negatives = Math.Min(options.Negatives, items);
        DrawnWeight = IsWhole ? 1 : (double)items / Math.Max(1, _negatives);
        _rows = IsWhole ? [] : new int[items];
        _parts = IsWhole ? [] : new Part[items];
        Array.Fill(_rows, -1);
    }

    private enum Part : byte
    {
        NotMet,
        Kept,
        Hidden,
    }

    /// <summary>Users.</summary>
    public int Users { get; private set; }

    /// <summary>Whether losses run over the whole catalogue; else over <see cref="Items"/>.</summary>
    public bool IsWhole { get; }

    /// <summary>The items over which losses run, row by row, where not all.</summary>
    public ReadOnlySpan<int> Items => _items.AsSpan(0, _itemCount);

    /// <summary>How many of <see cref="Items"/> stand there because users met them.</summary>
    public int MetItems { get; private set; }

    /// <summary>How many items of the catalogue each drawn one stands for.</summary>
    public double DrawnWeight { get; }

    /// <summary>The attributes of the items over which losses run.</summary>
    public ItemLists ItemAttributes => IsWhole
        ? new(_data.ItemAttributeOffsets, _data.ItemAttributes)
        : new(_itemAttributeOffsets.AsSpan(0, _itemCount + 1), _itemAttributes.AsSpan(0, _itemAttributeCount));

    /// <summary>How many rows losses run over.</summary>
    public int RowCount => IsWhole ? _data.Matrix.Columns : _itemCount;

    /// <summary>Whether anybody met the item of a row.</summary>
    public bool IsMet(int row) => _data.IsMet[ItemOf(row)];

    /// <summary>1 for each row whose item is known by its own numbers too, 0 where by its features alone. Only where items have features.</summary>
    public ReadOnlySpan<float> Shown => _shown.AsSpan(0, RowCount);

    /// <summary>The features of the item of a row. Only where items have features.</summary>
    public ReadOnlySpan<float> FeaturesOf(int row) => _data.ItemFeatures!.Row(ItemOf(row));

    /// <summary>Whole histories, as rows.</summary>
    public ItemLists All => Lists(_offsets, _allRows);

    /// <summary>Kept items, by their numbers.</summary>
    public ItemLists Kept => Lists(_keptOffsets, _kept);

    /// <summary>Hidden items, as rows.</summary>
    public ItemLists Hidden => Lists(_hiddenOffsets, _hiddenRows);

    /// <summary>Rows that do not count for a user where the whole history is foretold.</summary>
    public ItemLists LeftOutOfAll => IsWhole ? default : Lists(_unmetOffsets, _unmetRows);

    /// <summary>Rows that do not count for a user where what is hidden is foretold.</summary>
    public ItemLists LeftOutOfHidden => IsWhole ? Kept : Lists(_unaskedOffsets, _unaskedRows);

    /// <summary>Kept items that were rated, by their numbers, and how far above their levels.</summary>
    public ItemLists Rated => Lists(_ratedOffsets, _rated, _ratedValues);

    /// <summary>Hidden items that were rated, as rows, and how far above their and the user's levels.</summary>
    public ItemLists Foretold => Lists(_foretoldOffsets, _foretoldRows, _foretold);

    /// <summary>Attributes of the users.</summary>
    public ItemLists UserAttributes => Lists(_userAttributeOffsets, _userAttributes);

    /// <summary>Hides a part of each history.</summary>
    /// <param name="users">The users.</param>
    /// <param name="random">Chance; depends on the step and the slice alone.</param>
    public void Draw(ReadOnlySpan<int> users, SplittableRandom random)
    {
        Users = users.Length;
        MakeRoom(users);
        if (!IsWhole)
        {
            // From a stream of their own, so that the same parts of histories are hidden however many items are drawn.
            _randomOfDraws.BeginSplit(random, 0);
            DrawItems(users, _randomOfDraws);
        }

        if (_data.ItemFeatures is not null)
        {
            _randomOfDraws.BeginSplit(random, 1);
            DrawShown(_randomOfDraws);
        }

        var (all, kept, hidden, rated, foretold, attributes, unmet, unasked) = (0, 0, 0, 0, 0, 0, 0, 0);
        for (var index = 0; index < users.Length; index++)
        {
            var (start, end) = (_data.Matrix.RowOffsets[users[index]], _data.Matrix.RowOffsets[users[index] + 1]);
            var (sum, firstForetold) = (0.0, foretold);
            for (var entry = start; entry < end; entry++)
            {
                var item = _data.Matrix.ColumnIndices[entry];
                var row = IsWhole ? item : _rows[item];
                var rating = _data.Ratings.Length == 0 ? float.NaN : _data.Ratings[entry];
                var isKept = random.NextDouble() >= _dropout;
                _allRows[all++] = row;
                if (isKept)
                {
                    _kept[kept++] = item;
                    if (!float.IsNaN(rating))
                    {
                        sum += rating;
                        _rated[rated] = item;
                        _ratedValues[rated++] = rating;
                    }
                }
                else
                {
                    _hiddenRows[hidden++] = row;
                    if (!float.IsNaN(rating))
                    {
                        _foretoldRows[foretold] = row;
                        _foretold[foretold++] = rating;
                    }
                }

                if (!IsWhole)
                {
                    _parts[item] = isKept ? Part.Kept : Part.Hidden;
                }
            }

            var firstRated = _ratedOffsets[index];
            var level = MultitaskData.UserLevel(sum, rated - firstRated);
            Subtract(level, _ratedValues.AsSpan(firstRated, rated - firstRated));
            Subtract(level, _foretold.AsSpan(firstForetold, foretold - firstForetold));
            var ofUser = _data.UserAttributes.AsSpan(_data.UserAttributeOffsets[users[index]].._data.UserAttributeOffsets[users[index] + 1]);
            ofUser.CopyTo(_userAttributes.AsSpan(attributes));
            attributes += ofUser.Length;
            (_offsets[index + 1], _keptOffsets[index + 1], _hiddenOffsets[index + 1]) = (all, kept, hidden);
            (_ratedOffsets[index + 1], _foretoldOffsets[index + 1], _userAttributeOffsets[index + 1]) = (rated, foretold, attributes);
            if (!IsWhole)
            {
                LeaveOut(ref unmet, ref unasked);
                (_unmetOffsets[index + 1], _unaskedOffsets[index + 1]) = (unmet, unasked);
                foreach (var item in _data.Matrix.RowIndices(users[index]))
                {
                    _parts[item] = Part.NotMet;
                }
            }
        }

        foreach (var item in Items)
        {
            _rows[item] = -1;
        }
    }

    private int ItemOf(int row) => IsWhole ? row : _items[row];

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
        var (entries, attributes) = (0, 0);
        foreach (var user in users)
        {
            entries += _data.Matrix.RowLength(user);
            attributes += _data.UserAttributeOffsets[user + 1] - _data.UserAttributeOffsets[user];
        }

        if (_offsets.Length <= users.Length)
        {
            (_offsets, _keptOffsets, _hiddenOffsets) = (new int[users.Length + 1], new int[users.Length + 1], new int[users.Length + 1]);
            (_ratedOffsets, _foretoldOffsets, _userAttributeOffsets) = (new int[users.Length + 1], new int[users.Length + 1], new int[users.Length + 1]);
            (_unmetOffsets, _unaskedOffsets) = (new int[users.Length + 1], new int[users.Length + 1]);
        }

        if (_allRows.Length < entries)
        {
            // A little more, since the next step has other users.
            var room = entries + (entries / 4);
            (_allRows, _kept, _hiddenRows) = (new int[room], new int[room], new int[room]);
            if (_data.Ratings.Length > 0)
            {
                (_rated, _ratedValues, _foretoldRows, _foretold) = (new int[room], new float[room], new int[room], new float[room]);
            }
        }

        if (_userAttributes.Length < attributes)
        {
            _userAttributes = new int[attributes + (attributes / 4)];
        }
    }

    /// <summary>Collects the items over which losses run: all that the users met, and some drawn at random.</summary>
    private void DrawItems(ReadOnlySpan<int> users, SplittableRandom random)
    {
        var catalogue = _data.Matrix.Columns;
        var most = (int)Math.Min(catalogue, (long)_allRows.Length) + _negatives;
        if (_items.Length < most)
        {
            _items = new int[most];
            _itemAttributeOffsets = new int[most + 1];
        }

        _itemCount = 0;
        foreach (var user in users)
        {
            foreach (var item in _data.Matrix.RowIndices(user))
            {
                if (_rows[item] < 0)
                {
                    _rows[item] = _itemCount;
                    _items[_itemCount++] = item;
                }
            }
        }

        MetItems = _itemCount;
        for (var draw = 0; draw < _negatives; draw++)
        {
            _items[_itemCount++] = _negatives == catalogue ? draw : random.Next(catalogue);
        }

        _itemAttributeCount = 0;
        for (var row = 0; row < _itemCount; row++)
        {
            var item = _items[row];
            var attributes = _data.ItemAttributes.AsSpan(_data.ItemAttributeOffsets[item].._data.ItemAttributeOffsets[item + 1]);
            Reserve(ref _itemAttributes, _itemAttributeCount + attributes.Length);
            attributes.CopyTo(_itemAttributes.AsSpan(_itemAttributeCount));
            _itemAttributeCount += attributes.Length;
            _itemAttributeOffsets[row + 1] = _itemAttributeCount;
        }
    }

    /// <summary>Hides the own numbers of some items, and of all that nobody met.</summary>
    private void DrawShown(SplittableRandom random)
    {
        if (_shown.Length < RowCount)
        {
            _shown = new float[RowCount];
        }

        for (var row = 0; row < RowCount; row++)
        {
            _shown[row] = random.NextDouble() >= _itemDropout && IsMet(row) ? 1 : 0;
        }
    }

    /// <summary>Lists the rows that do not count for the user whose items are marked: what only others met, and what was drawn though the user met it.</summary>
    private void LeaveOut(ref int unmet, ref int unasked)
    {
        Reserve(ref _unmetRows, unmet + _itemCount);
        Reserve(ref _unaskedRows, unasked + _itemCount);
        for (var row = 0; row < _itemCount; row++)
        {
            var part = _parts[_items[row]];
            if (part == Part.NotMet == row < MetItems)
            {
                _unmetRows[unmet++] = row;
                _unaskedRows[unasked++] = row;
            }
            else if (part == Part.Kept)
            {
                _unaskedRows[unasked++] = row;
            }
        }
    }

    private static void Reserve(ref int[] numbers, int count)
    {
        if (numbers.Length < count)
        {
            Array.Resize(ref numbers, Math.Max(2 * numbers.Length, count));
        }
    }
}
