using System.Collections.Frozen;
using System.Text;

namespace Marquee.Data;

/// <summary>Makes letters alike that people type alike: lower case, Latin letters without accents.</summary>
/// <remarks>The base library decomposes letters only where the machine has ICU, and words must be the same on every machine; hence the table of Latin letters.</remarks>
public static class LetterFolding
{
    private static readonly FrozenDictionary<int, string> WithoutAccent = new[]
    {
        "aàáâãäåāăąǎ", "cçćĉċč", "dďđ", "eèéêëēĕėęěẽ", "gĝğġģ", "hĥħ", "iìíîïĩīĭįı", "jĵ", "kķ", "lĺļľŀł", "nñńņňŋ", "oòóôõöøōŏőǒ", "rŕŗř", "sśŝşšș", "tţťŧț", "uùúûüũūŭůűųǔ", "wŵ", "yýÿŷ", "zźżž",
    }.SelectMany(letters => letters[1..].Select(letter => KeyValuePair.Create((int)letter, letters[..1]))).ToFrozenDictionary();

    /// <summary>A letter as it is compared.</summary>
    public static string Fold(Rune letter)
    {
        var lower = Rune.ToLowerInvariant(letter);
        return WithoutAccent.GetValueOrDefault(lower.Value) ?? lower.ToString();
    }
}
