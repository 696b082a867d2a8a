namespace Marquee.Recommenders;

/// <summary>What a term says of an item. The order is part of how a model is saved.</summary>
internal enum ItemField
{
    Title,
    Summary,
    Category,
    Label,
    Person,
    Origin,
    Decade,
    Kind,
    Attribute,
    Feature,
}
