namespace Marquee.Recommenders;

/// <summary>What is known about one option of a family.</summary>
/// <param name="Name">Its name as written in JSON and after <c>--set</c>, in camel case.</param>
/// <param name="Type">Type of its value.</param>
/// <param name="Default">Its default.</param>
/// <param name="Attribute">Effect and ranges.</param>
public sealed record OptionDescription(string Name, Type Type, object Default, OptionAttribute Attribute)
{
    /// <summary>The default as it would be written after <c>--set</c>.</summary>
    public string DefaultText => OptionSchema.DescribeValue(Default);

    /// <summary>The allowed values in words: <c>1 to 4096</c>, <c>true or false</c>, <c>cosine, tf-idf or bm25</c>.</summary>
    public string Range => OptionSchema.DescribeRange(this);

    /// <summary>The words that an enumeration has, as they would be written; empty for other types.</summary>
    public IReadOnlyList<string> Words => Type.IsEnum ? [.. Enum.GetValues(Type).Cast<object>().Select(OptionSchema.DescribeValue)] : [];
}
