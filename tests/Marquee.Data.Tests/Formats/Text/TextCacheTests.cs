using System.Text;

namespace Marquee.Data.Tests;

public sealed class TextCacheTests
{
    [Fact]
    public void Gives_the_right_text_however_many_there_are()
    {
        var cache = new TextCache();
        var numbers = Enumerable.Range(0, 100_000).Select(number => $"{number * 7919L}").ToList();
        numbers.Concat(numbers).Count(text => cache.Get(Encoding.ASCII.GetBytes(text)) != text).ShouldBe(0);
    }

    [Fact]
    public void Gives_the_same_string_for_the_same_bytes()
    {
        var cache = new TextCache();
        cache.Get("user-12345678"u8).ShouldBeSameAs(cache.Get("user-12345678"u8));
        cache.Get(""u8).ShouldBe("");
        var longText = new string('x', 1000);
        cache.Get(Encoding.ASCII.GetBytes(longText)).ShouldBe(longText);
    }
}
