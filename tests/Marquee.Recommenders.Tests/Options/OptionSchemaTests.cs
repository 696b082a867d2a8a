namespace Marquee.Recommenders.Tests;

public sealed class OptionSchemaTests
{
    private readonly OptionSchema _schema = new(new Sample());

    private enum Colour
    {
        LightBlue,
        Red,
        Tf2Idf,
    }

    [Fact]
    public void Describes_the_options_in_the_order_of_their_declaration()
    {
        _schema.Options.Select(option => $"{option.Name}={option.DefaultText}: {option.Range}").ShouldBe(
        [
            "factors=64: a whole number from 1 to 512",
            "share=0.1: a number from 0.1 to 0.9",
            "scale=2.5: a number from 0 on",
            "binary=false: true or false",
            "colour=red: light-blue, red or tf2-idf",
        ]);
    }

    [Fact]
    public void Parses_text() =>
        _schema.Parse(
        [
            new("factors", "7"), new("share", "0.25"), new("scale", "1e3"), new("binary", "true"), new("colour", "light-blue"),
        ]).ShouldBe(new Sample { Factors = 7, Share = .25f, Scale = 1000, Binary = true, Colour = Colour.LightBlue });

    [Fact]
    public void Allows_both_ends_of_a_single_precision_range()
    {
        _schema.Parse([new("share", "0.1")]).ShouldBe(new Sample { Share = .1f });
        _schema.Parse([new("share", "0.9")]).ShouldBe(new Sample { Share = .9f });
    }

    [Theory]
    [InlineData("factors", "0", "Option 'factors' is 0; it must be a whole number from 1 to 512.")]
    [InlineData("factors", "1.5", "Option 'factors' is '1.5'; it must be a whole number from 1 to 512.")]
    [InlineData("share", "NaN", "Option 'share' is NaN; it must be a number from 0.1 to 0.9.")]
    [InlineData("scale", "0,05", "Option 'scale' is '0,05'; it must be a number from 0 on.")]
    [InlineData("share", "0,5", "Option 'share' is '0,5'; it must be a number from 0.1 to 0.9.")]
    [InlineData("scale", "-0.5", "Option 'scale' is -0.5; it must be a number from 0 on.")]
    [InlineData("colour", "Red", "Option 'colour' is 'Red'; it must be light-blue, red or tf2-idf.")]
    [InlineData("size", "1", "There is no option 'size'; the options are factors, share, scale, binary, colour.")]
    public void Says_what_is_wrong_and_what_would_be_right(string name, string value, string message) =>
        Should.Throw<OptionException>(() => _schema.Parse([new(name, value)])).Message.ShouldBe(message);

    [Fact]
    public void Keeps_a_text_and_lets_the_family_check_it()
    {
        var schema = new OptionSchema(new Worded());
        schema.Options.Single().Range.ShouldBe("words without a digit");
        var parsed = schema.Parse([new("words", "a = b; c")]);
        parsed.ShouldBe(new Worded { Words = "a = b; c" });
        schema.FromJson(schema.ToJson(parsed)).ShouldBe(parsed);
        Should.Throw<OptionException>(() => schema.Parse([new("words", "a 1")])).Message.ShouldBe("Option 'words' holds a digit.");
    }

    [Fact]
    public void Refuses_options_of_another_family() =>
        Should.Throw<OptionException>(() => _schema.Validate(new MostPopularOptions())).Message.ShouldBe("These are MostPopularOptions; Sample are needed.");

    [Fact]
    public void Does_not_change_the_defaults()
    {
        _schema.Parse([new("factors", "7")]);
        _schema.Defaults.ShouldBe(new Sample());
    }

    private sealed record Worded : ModelOptions
    {
        [Option("Words.", Form = "words without a digit")]
        public string Words { get; init; } = "none";

        public override void Check()
        {
            if (Words.Any(char.IsDigit))
            {
                throw new OptionException("Option 'words' holds a digit.");
            }
        }
    }

    private sealed record Sample : ModelOptions
    {
        [Option("Size.", Minimum = 1, Maximum = 512)]
        public int Factors { get; init; } = 64;

        [Option("Share.", Minimum = .1, Maximum = .9)]
        public float Share { get; init; } = .1f;

        [Option("Scale.", Minimum = 0)]
        public double Scale { get; init; } = 2.5;

        [Option("Binary.")]
        public bool Binary { get; init; }

        [Option("Colour.")]
        public Colour Colour { get; init; } = Colour.Red;

        public int NoOption { get; init; }
    }
}
