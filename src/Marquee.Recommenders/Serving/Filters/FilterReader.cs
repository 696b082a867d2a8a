using System.Text;

namespace Marquee.Recommenders;

/// <summary>Reads the text form of an <see cref="ItemFilter"/>.</summary>
internal sealed class FilterReader
{
    /// <summary>How deep parentheses and NOT may nest.</summary>
    public const int MostDepth = 32;

    private readonly string _text;
    private int _at;
    private int _depth;

    private FilterReader(string text) => _text = text;

    public static ItemFilter Read(string text)
    {
        var reader = new FilterReader(text);
        if (reader.IsAtEnd())
        {
            return ItemFilter.All();
        }

        var filter = reader.ReadAny();
        return reader.IsAtEnd() ? filter : throw reader.Wrong("the text goes on where it should end");
    }

    private ItemFilter ReadAny()
    {
        var parts = new List<ItemFilter> { ReadAll() };
        while (Take("OR"))
        {
            parts.Add(ReadAll());
        }

        return parts.Count == 1 ? parts[0] : ItemFilter.Any(parts);
    }

    private ItemFilter ReadAll()
    {
        var parts = new List<ItemFilter> { ReadOne() };
        while (!IsAtEnd() && _text[_at] != ')' && !Sees("OR"))
        {
            Take("AND");
            parts.Add(ReadOne());
        }

        return parts.Count == 1 ? parts[0] : ItemFilter.All(parts);
    }

    private ItemFilter ReadOne()
    {
        if (++_depth > MostDepth)
        {
            throw Wrong($"parentheses and NOT are nested more than {MostDepth} deep");
        }

        var filter = Take("NOT") ? ItemFilter.Not(ReadOne()) : Take('(') ? ReadInside() : ReadValue();
        _depth--;
        return filter;
    }

    private ItemFilter ReadInside()
    {
        if (Take(')'))
        {
            return ItemFilter.Any();
        }

        var filter = ReadAny();
        return Take(')') ? filter : throw Wrong("a closing parenthesis is missing");
    }

    private ItemFilter ReadValue()
    {
        var colon = _text.IndexOf(':', _at);
        if (IsAtEnd() || colon < 0 || !Enum.TryParse<FilterField>(_text[_at..colon], ignoreCase: true, out var field) || !char.IsLetter(_text[_at]))
        {
            throw Wrong("there should be category:, label: or kind: and a value");
        }

        _at = colon + 1;
        var value = _at < _text.Length && _text[_at] == '"' ? ReadQuoted() : ReadWord();
        return value.Length > 0 ? ItemFilter.Has(field, value) : throw Wrong($"a value is missing behind '{field.ToString().ToLowerInvariant()}:'");
    }

    private string ReadWord()
    {
        var start = _at;
        while (_at < _text.Length && !char.IsWhiteSpace(_text[_at]) && _text[_at] is not ('(' or ')' or '"'))
        {
            _at++;
        }

        return _text[start.._at];
    }

    private string ReadQuoted()
    {
        var value = new StringBuilder();
        for (_at++; _at < _text.Length; _at++)
        {
            if (_text[_at] == '"')
            {
                _at++;
                return value.ToString();
            }

            if (_text[_at] == '\\' && _at + 1 < _text.Length)
            {
                _at++;
            }

            value.Append(_text[_at]);
        }

        throw Wrong("a closing quotation mark is missing");
    }

    private bool IsAtEnd()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }

        return _at == _text.Length;
    }

    /// <summary>Whether a word comes next, as a whole: <c>ORDER</c> is not <c>OR</c>.</summary>
    private bool Sees(string word) =>
        !IsAtEnd() && string.Compare(_text, _at, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) == 0
        && (_at + word.Length == _text.Length || char.IsWhiteSpace(_text[_at + word.Length]) || _text[_at + word.Length] is '(' or ')');

    private bool Take(string word)
    {
        var sees = Sees(word);
        _at += sees ? word.Length : 0;
        return sees;
    }

    private bool Take(char sign)
    {
        var sees = !IsAtEnd() && _text[_at] == sign;
        _at += sees ? 1 : 0;
        return sees;
    }

    private FormatException Wrong(string what) =>
        new($"The filter is not understood at character {_at + 1}: {what}. A filter reads, for example, category:drama AND NOT (label:slow OR kind:episode).");
}
