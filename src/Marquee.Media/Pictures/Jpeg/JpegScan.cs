namespace Marquee.Media;

/// <summary>One scan of a JPEG picture: which components and coefficients it gives, and how to read them.</summary>
internal sealed class JpegScan
{
    private readonly JpegFrame _frame;
    private readonly JpegComponent[] _components;
    private readonly JpegHuffmanTable?[] _constantTables;
    private readonly JpegHuffmanTable?[] _otherTables;
    private readonly int _first;
    private readonly int _last;
    private readonly int _highBit;
    private readonly int _lowBit;

    // Blocks still to come in which nothing new begins (progressive coding).
    private int _emptyBlocks;

    private JpegScan(
        JpegFrame frame, JpegComponent[] components, JpegHuffmanTable?[] constantTables, JpegHuffmanTable?[] otherTables, int first, int last, int highBit, int lowBit)
    {
        (_frame, _components, _constantTables, _otherTables) = (frame, components, constantTables, otherTables);
        (_first, _last, _highBit, _lowBit) = (first, last, highBit, lowBit);
    }

    /// <summary>Reads a scan header.</summary>
    /// <param name="segment">The header, less its length.</param>
    /// <param name="frame">The picture.</param>
    /// <param name="tables">The tables as they stand now.</param>
    public static JpegScan ReadHeader(ReadOnlySpan<byte> segment, JpegFrame frame, JpegTables tables)
    {
        if (segment.IsEmpty || segment[0] is < 1 or > 4 || segment.Length != 4 + (2 * segment[0]))
        {
            throw new MediaException("A JPEG scan header has a wrong length.");
        }

        int count = segment[0];
        var (first, last, highBit, lowBit) = frame.IsProgressive
            ? (segment[^3], segment[^2], segment[^1] >> 4, segment[^1] & 15)
            : (0, 63, 0, 0);
        var isRange = first == 0 ? last == 0 || !frame.IsProgressive : first <= last && last < 64 && count == 1;
        if (!isRange || lowBit > 13 || (highBit != 0 && highBit != lowBit + 1))
        {
            throw new MediaException($"A JPEG scan states coefficients {first} to {last}, bits {highBit} to {lowBit}, which no scan has.");
        }

        var components = new JpegComponent[count];
        var constantTables = new JpegHuffmanTable?[count];
        var otherTables = new JpegHuffmanTable?[count];
        for (var index = 0; index < count; index++)
        {
            int id = segment[1 + (2 * index)];
            var table = segment[2 + (2 * index)];
            var component = Array.Find(frame.Components, one => one.Id == id) ?? throw new MediaException($"A JPEG scan names component {id}, which the picture has not.");
            if (Array.IndexOf(components, component) >= 0)
            {
                throw new MediaException($"A JPEG scan names component {id} twice.");
            }

            components[index] = component;
            component.Quantization ??= tables.Quantization(component.QuantizationNumber);
            constantTables[index] = first == 0 && highBit == 0 ? tables.Constant(table >> 4) : null;
            otherTables[index] = last > 0 ? tables.Other(table & 15) : null;
            for (var at = first; at <= last; at++)
            {
                // Each bit comes once and in order; it also bounds how often a picture is gone through.
                if (component.LowestBit[at] != (highBit == 0 ? -1 : highBit))
                {
                    throw new MediaException($"A JPEG scan gives coefficient {at} of component {id} again, or out of order.");
                }

                component.LowestBit[at] = lowBit;
            }
        }

        return new JpegScan(frame, components, constantTables, otherTables, first, last, highBit, lowBit);
    }

    /// <summary>Reads the scan's data.</summary>
    /// <param name="reader">Stands at its first byte; afterwards somewhere before the marker that follows.</param>
    /// <param name="restartInterval">Units between restart markers; 0 without.</param>
    public void Read(ref JpegBitReader reader, int restartInterval)
    {
        var alone = _components.Length == 1;
        var (across, down) = alone ? (_components[0].BlocksAcross, _components[0].BlocksDown) : (_frame.UnitsAcross, _frame.UnitsDown);
        var untilRestart = restartInterval;
        var restarts = 0;
        Restart();
        for (var row = 0; row < down; row++)
        {
            for (var column = 0; column < across; column++)
            {
                if (restartInterval > 0 && untilRestart-- == 0)
                {
                    var marker = reader.NextMarker();
                    if (marker != 0xD0 + (restarts++ & 7))
                    {
                        throw new MediaException("The JPEG picture's data is damaged: a restart marker is missing.");
                    }

                    untilRestart = restartInterval - 1;
                    Restart();
                }

                if (alone)
                {
                    ReadBlock(ref reader, 0, column, row);
                }
                else
                {
                    ReadUnit(ref reader, column, row);
                }

                if (reader.RanOut)
                {
                    throw new MediaException("The JPEG picture ends too soon, or its data is damaged.");
                }
            }
        }
    }

    private void Restart()
    {
        _emptyBlocks = 0;
        foreach (var component in _components)
        {
            component.Prediction = 0;
        }
    }

    private void ReadUnit(ref JpegBitReader reader, int column, int row)
    {
        for (var index = 0; index < _components.Length; index++)
        {
            var component = _components[index];
            for (var y = 0; y < component.Vertical; y++)
            {
                for (var x = 0; x < component.Horizontal; x++)
                {
                    ReadBlock(ref reader, index, (column * component.Horizontal) + x, (row * component.Vertical) + y);
                }
            }
        }
    }

    private void ReadBlock(ref JpegBitReader reader, int index, int across, int down)
    {
        var component = _components[index];
        var block = component.Block(across, down);
        if (!_frame.IsProgressive)
        {
            ReadConstant(ref reader, component, _constantTables[index]!, block);
            ReadOthers(ref reader, _otherTables[index]!, block);
        }
        else if (_first == 0 && _highBit == 0)
        {
            ReadConstant(ref reader, component, _constantTables[index]!, block);
        }
        else if (_first == 0)
        {
            reader.Fill();
            block[0] |= (short)(reader.Take(1) << _lowBit);
        }
        else if (_highBit == 0)
        {
            ReadBand(ref reader, _otherTables[index]!, block);
        }
        else
        {
            RefineBand(ref reader, _otherTables[index]!, block);
        }
    }

    private void ReadConstant(ref JpegBitReader reader, JpegComponent component, JpegHuffmanTable table, Span<short> block)
    {
        reader.Fill();
        var size = table.Decode(ref reader);
        if (size > 15)
        {
            throw Damaged();
        }

        component.Prediction += size == 0 ? 0 : reader.TakeSigned(size);
        block[0] = (short)(component.Prediction << _lowBit);
    }

    private static void ReadOthers(ref JpegBitReader reader, JpegHuffmanTable table, Span<short> block)
    {
        for (var at = 1; at < 64; at++)
        {
            reader.Fill();
            var symbol = table.Decode(ref reader);
            var size = symbol & 15;
            at += symbol >> 4;
            if (size == 0)
            {
                if (symbol != 0xF0)
                {
                    return;
                }

                continue;
            }

            if (at > 63)
            {
                throw Damaged();
            }

            block[JpegTables.Zigzag[at]] = (short)reader.TakeSigned(size);
        }
    }

    private void ReadBand(ref JpegBitReader reader, JpegHuffmanTable table, Span<short> block)
    {
        if (_emptyBlocks > 0)
        {
            _emptyBlocks--;
            return;
        }

        for (var at = _first; at <= _last; at++)
        {
            reader.Fill();
            var symbol = table.Decode(ref reader);
            var (run, size) = (symbol >> 4, symbol & 15);
            if (size == 0 && run < 15)
            {
                _emptyBlocks = (1 << run) - 1 + (run == 0 ? 0 : reader.Take(run));
                return;
            }

            at += run;
            if (size == 0)
            {
                continue;
            }

            if (at > _last)
            {
                throw Damaged();
            }

            block[JpegTables.Zigzag[at]] = (short)(reader.TakeSigned(size) << _lowBit);
        }
    }

    // T.81, G.1.2.3: zeros are counted by runs; every coefficient that is not zero and is passed has one more bit of its own.
    private void RefineBand(ref JpegBitReader reader, JpegHuffmanTable table, Span<short> block)
    {
        var at = _first;
        while (_emptyBlocks == 0 && at <= _last)
        {
            reader.Fill();
            var symbol = table.Decode(ref reader);
            var (run, size) = (symbol >> 4, symbol & 15);
            short value = 0;
            if (size == 0)
            {
                if (run < 15)
                {
                    _emptyBlocks = (1 << run) + (run == 0 ? 0 : reader.Take(run));
                    break;
                }
            }
            else if (size == 1)
            {
                value = (short)(reader.Take(1) == 1 ? 1 << _lowBit : -(1 << _lowBit));
            }
            else
            {
                throw Damaged();
            }

            for (; at <= _last; at++)
            {
                ref var coefficient = ref block[JpegTables.Zigzag[at]];
                if (coefficient != 0)
                {
                    Refine(ref reader, ref coefficient);
                }
                else if (run-- == 0)
                {
                    coefficient = value;
                    at++;
                    break;
                }
            }
        }

        if (_emptyBlocks > 0)
        {
            _emptyBlocks--;
            for (; at <= _last; at++)
            {
                ref var coefficient = ref block[JpegTables.Zigzag[at]];
                if (coefficient != 0)
                {
                    Refine(ref reader, ref coefficient);
                }
            }
        }
    }

    private void Refine(ref JpegBitReader reader, ref short coefficient)
    {
        reader.Fill();
        if (reader.Take(1) == 1)
        {
            coefficient += (short)(coefficient > 0 ? 1 << _lowBit : -(1 << _lowBit));
        }
    }

    private static MediaException Damaged() => new("The JPEG picture's data is damaged: more coefficients than a block has.");
}
