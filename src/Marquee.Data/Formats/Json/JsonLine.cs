using System.Text;
using System.Text.Json;

namespace Marquee.Data;

/// <summary>
/// Reads one JSON object from one line, key by key. Every method throws <see cref="JsonLineException"/> where something else stands than is asked for.
/// </summary>
internal ref struct JsonLine
{
    private readonly TextCache _words;
    private Utf8JsonReader _reader;
    private bool _started;

    /// <summary>Prepares to read a line.</summary>
    /// <param name="line">The line without its end.</param>
    /// <param name="words">Keeps the keys, kinds and other words that come again and again.</param>
    public JsonLine(ReadOnlySpan<byte> line, TextCache words)
    {
        _reader = new Utf8JsonReader(line);
        _words = words;
    }

    /// <summary>The name of the current key.</summary>
    public string Key { get; private set; } = "";

    /// <summary>Moves to the next key of the object whose value is not null, and to its value.</summary>
    /// <returns>Whether there is one; otherwise the object has ended.</returns>
    public bool Next()
    {
        if (!_started)
        {
            _started = true;
            Advance();
            if (_reader.TokenType != JsonTokenType.StartObject)
            {
                throw new JsonLineException("is not a JSON object in braces");
            }
        }

        do
        {
            Advance();
            if (_reader.TokenType == JsonTokenType.EndObject)
            {
                if (_reader.CurrentDepth == 0)
                {
                    ExpectEnd();
                }

                return false;
            }

            Key = "key";
            Key = Text(_words);
            Advance();
        }
        while (_reader.TokenType == JsonTokenType.Null);
        return true;
    }

    /// <summary>The current value as text.</summary>
    public readonly string Text()
    {
        if (_reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName))
        {
            throw Expected("text in quotes");
        }

        string text;
        try
        {
            text = _reader.GetString()!;
        }
        catch (InvalidOperationException exception)
        {
            throw new JsonLineException($"{Name} holds half of a character: {exception.Message.TrimEnd('.')}");
        }

        return text.Contains('\0') ? throw new JsonLineException($"{Name} holds a null character; text has none") : text;
    }

    /// <summary>The current value as text that is likely to come again.</summary>
    public readonly string Word() => Text(_words);

    /// <summary>The current value as text that stands for an id.</summary>
    public readonly string Id(TextCache cache)
    {
        // Programs that number their users write ids without quotes.
        var id = _reader.TokenType == JsonTokenType.Number ? Raw() : Text(cache);
        return id.Length > 0 ? id : throw new JsonLineException($"{Name} is empty; it needs at least one character");
    }

    /// <summary>The current value as text, a number or a truth value, in its own spelling.</summary>
    public readonly string Scalar() => _reader.TokenType switch
    {
        JsonTokenType.String => Text(),
        JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False => Raw(),
        _ => throw Expected("text in quotes"),
    };

    /// <summary>The current value as a finite number.</summary>
    public readonly float Number()
    {
        if (_reader.TokenType != JsonTokenType.Number)
        {
            throw Expected("a number without quotes");
        }

        Check(FieldParser.Number(_reader.ValueSpan, Key, out var value));
        return value;
    }

    /// <summary>The current value as a number from 0 to 1.</summary>
    public readonly float Progress()
    {
        var value = Number();
        Check(FieldParser.Progress(value, Key));
        return value;
    }

    /// <summary>The current value as a whole number.</summary>
    public readonly int Integer() => _reader.TokenType == JsonTokenType.Number && _reader.TryGetInt32(out var value)
        ? value
        : throw Expected("a whole number without quotes");

    /// <summary>The current value as true or false.</summary>
    public readonly bool Boolean() => _reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw Expected("true or false"),
    };

    /// <summary>The current value as the moment of an interaction: a date and time in ISO 8601, or seconds since 1970.</summary>
    public readonly DateTimeOffset InteractionTime()
    {
        var text = _reader.TokenType == JsonTokenType.String && !_reader.ValueIsEscaped ? _reader.ValueSpan : Encoding.UTF8.GetBytes(Scalar());
        Check(FieldParser.InteractionTime(text, Key, out var time));
        return time;
    }

    /// <summary>The current value as a date and time in ISO 8601.</summary>
    public readonly DateTimeOffset Moment()
    {
        Check(FieldParser.Moment(Encoding.UTF8.GetBytes(Text()), Key, out var time));
        return time;
    }

    /// <summary>The current value as a day.</summary>
    public readonly DateOnly Day()
    {
        Check(FieldParser.Day(Text(), Key, out var day));
        return day;
    }

    /// <summary>The current value as a list of texts.</summary>
    public ValueList<string> Texts()
    {
        BeginArray("a list of texts in brackets");
        var texts = new List<string>();
        while (NextElement())
        {
            texts.Add(Text());
        }

        return texts.ToValueList();
    }

    /// <summary>The current value as a list of finite numbers.</summary>
    public float[] Numbers()
    {
        BeginArray("a list of numbers in brackets");
        var numbers = new List<float>();
        while (NextElement())
        {
            numbers.Add(Number());
        }

        return [.. numbers];
    }

    /// <summary>The current value must be a list, whose elements <see cref="NextElement"/> then visits.</summary>
    public readonly void BeginArray(string expected)
    {
        if (_reader.TokenType != JsonTokenType.StartArray)
        {
            throw Expected(expected);
        }
    }

    /// <summary>Moves to the next element of a list.</summary>
    public bool NextElement()
    {
        Advance();
        return _reader.TokenType != JsonTokenType.EndArray;
    }

    /// <summary>The current value must be an object, whose keys <see cref="Next"/> then visits.</summary>
    public readonly void BeginObject(string expected)
    {
        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            throw Expected(expected);
        }
    }

    /// <summary>Kind of the current value.</summary>
    public readonly JsonTokenType Kind => _reader.TokenType;

    /// <summary>Passes over the current value, whatever it is.</summary>
    public void Skip()
    {
        try
        {
            _reader.Skip();
        }
        catch (JsonException exception)
        {
            throw Invalid(exception);
        }
    }

    private readonly string Name => $"\"{Key}\"";

    private void Advance()
    {
        try
        {
            if (!_reader.Read())
            {
                throw new JsonLineException("is not a JSON object in braces");
            }
        }
        catch (JsonException exception)
        {
            throw Invalid(exception);
        }
    }

    private void ExpectEnd()
    {
        try
        {
            _reader.Read();
        }
        catch (JsonException exception)
        {
            throw Invalid(exception);
        }
    }

    private readonly string Raw() => Encoding.UTF8.GetString(_reader.ValueSpan);

    private readonly JsonLineException Expected(string what) => new($"{Name} must be {what}, not {Found()}");

    private readonly string Found() => _reader.TokenType switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.String => $"the text '{Excerpt.Of(_reader.ValueSpan)}'",
        _ => Raw(),
    };

    private static void Check(string? problem)
    {
        if (problem is not null)
        {
            throw new JsonLineException(problem);
        }
    }

    private static JsonLineException Invalid(JsonException exception)
    {
        var message = exception.Message;
        var place = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return new($"is not valid JSON at character {exception.BytePositionInLine + 1}: {(place < 0 ? message : message[..place]).TrimEnd('.')}");
    }

    private readonly string Text(TextCache cache) =>
        _reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && !_reader.ValueIsEscaped && Ascii.IsValid(_reader.ValueSpan)
            ? cache.Get(_reader.ValueSpan)
            : Text();
}
