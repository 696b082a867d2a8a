namespace Marquee.Data.Tests;

public sealed class MovieLensTitleTests
{
    [Theory]
    [InlineData("Quiet Harbour (1987)", "Quiet Harbour", 1987)]
    [InlineData("Night Train, The (1951)", "The Night Train", 1951)]
    [InlineData("Harbour: Part II, The (1990)", "The Harbour: Part II", 1990)]
    [InlineData("Quiet, Long Life of Ann, A (1993) ", "A Quiet, Long Life of Ann", 1993)]
    [InlineData("Lost Sons, The (Fils perdus, Les) (1995)", "The Lost Sons (Les Fils perdus)", 1995)]
    [InlineData("Winter (Hiver, L') (1995)", "Winter (L'Hiver)", 1995)]
    [InlineData("Expert, The (a.k.a. Professional, The) (1994)", "The Expert (a.k.a. The Professional)", 1994)]
    [InlineData("On to Video (1995) (V)", "On to Video", 1995)]
    [InlineData("A Series (2006–2007)", "A Series", 2006)]
    [InlineData("Hello, Ann", "Hello, Ann", null)]
    [InlineData("1984 (1956)", "1984", 1956)]
    [InlineData("(1963)", "", 1963)]
    [InlineData("unknown", "unknown", null)]
    public void Tells_title_and_year_apart(string text, string title, int? year) => MovieLensTitle.Parse(text).ShouldBe((title, year));
}
