namespace Marquee.Data.Tests;

public sealed class TokenizerTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("  ...  ", "")]
    [InlineData("Space-travel, 2001!", "space travel 2001")]
    [InlineData("The Bird's Nest", "the birds nest")]
    [InlineData("Amélie ÉCRIT Łódź Gäste", "amelie ecrit lodz gaste")]
    [InlineData("Ame\u0301lie", "amelie")]
    [InlineData("Война и мир", "война и мир")]
    [InlineData("寄生虫 (2019)", "寄生虫 2019")]
    public void Takes_letters_and_digits_of_any_script_in_lower_case_without_accents(string? text, string words) =>
        string.Join(' ', Tokenizer.Words(text, stemming: false)).ShouldBe(words);

    [Theory]
    [InlineData("vampires zombies films heroes", "vampire zomby film heroes")]
    [InlineData("boss bus his gas was", "boss bus his gas was")]
    [InlineData("stories series", "story sery")]
    [InlineData("bees aliens", "bees alien")]
    public void Takes_the_English_plural_off(string text, string words) => string.Join(' ', Tokenizer.Words(text, stemming: true)).ShouldBe(words);
}
