using FsCheck;
using FsCheck.Fluent;

namespace Marquee.Data.Tests;

/// <summary>Any users, items and interactions, with everything that text can hold in their texts.</summary>
public sealed record AnyDataset(IReadOnlyList<User> Users, IReadOnlyList<Item> Items, IReadOnlyList<Interaction> Interactions) : IDatasetSource
{
    private static readonly string[] Pieces =
    [
        "a", "Z", "7", " ", "  ", ",", ";", "\t", "|", ":", "::", "\"", "\"\"", "'", "\\", "\\|", "\n", "\r\n", "\r", "{", "}", "é", "ñ", "中", "🎬", "👩‍👧", "\u2028", "\u007F", "=", "-", "#", "true", "null",
    ];

    private static readonly Gen<string> Text = Gen.Elements(Pieces).ListOf().Select(string.Concat);

    private static readonly Gen<string> Id = Gen.Elements(Pieces).NonEmptyListOf().Select(string.Concat);

    private static readonly Gen<ValueList<string>> Texts = Text.ListOf().Select(texts => texts.Take(4).ToValueList());

    private static readonly Gen<float> Number = Gen.Choose(int.MinValue, int.MaxValue).Select(BitConverter.Int32BitsToSingle).Where(float.IsFinite);

    private static readonly Gen<DateTimeOffset> Moment = Gen.Choose(0, int.MaxValue)
        .SelectMany(seconds => Gen.Choose(0, 999).Select(milliseconds => DateTimeOffset.UnixEpoch.AddSeconds(seconds * 3.0).AddMilliseconds(milliseconds)));

    private static readonly Gen<AttributeMap> Attributes =
        Text.SelectMany(_ => Text, (name, value) => KeyValuePair.Create(name, value)).ListOf()
            .Select(entries => new AttributeMap(entries.DistinctBy(entry => entry.Key)));

    private static readonly Gen<FeatureMap> Features =
        Text.SelectMany(_ => Number.ListOf(), (name, vector) => KeyValuePair.Create(name, (ReadOnlyMemory<float>)vector.ToArray())).ListOf()
            .Select(entries => new FeatureMap(entries.DistinctBy(entry => entry.Key)));

    private static readonly Gen<User> AnyUser =
        from id in Id
        from attributes in Attributes
        from optedOut in Gen.Elements(true, false)
        select new User { Id = id, Attributes = attributes, OptedOut = optedOut };

    private static readonly Gen<Item> AnyItem =
        from id in Id
        from title in Maybe(Text)
        from kind in Maybe(Text)
        from year in MaybeValue(Gen.Choose(-500, 2100))
        from day in MaybeValue(Gen.Choose(1, 3_000_000).Select(DateOnly.FromDayNumber))
        from countries in Texts
        from language in Maybe(Text)
        from categories in Texts
        from labels in Texts
        from people in Text.SelectMany(_ => Text, (name, role) => new Person(name, role)).ListOf()
        from summary in Maybe(Text)
        from availableFrom in MaybeValue(Moment)
        from availableUntil in MaybeValue(Moment)
        from hidden in Gen.Elements(true, false)
        from attributes in Attributes
        from features in Features
        select new Item
        {
            Id = id,
            Title = title,
            Kind = kind,
            Year = year,
            ReleaseDate = day,
            Countries = countries,
            Language = language,
            Categories = categories,
            Labels = labels,
            People = people.ToValueList(),
            Summary = summary,
            AvailableFrom = availableFrom,
            AvailableUntil = availableUntil,
            Hidden = hidden,
            Attributes = attributes,
            Features = features,
        };

    private static readonly Gen<Interaction> AnyInteraction =
        from user in Id
        from item in Id
        from kind in Gen.OneOf(Id, Gen.Elements(InteractionKinds.Watch, InteractionKinds.Search))
        from value in MaybeValue(Number)
        from progress in MaybeValue(Gen.Choose(0, 1 << 20).Select(part => part / (float)(1 << 20)))
        from time in MaybeValue(Moment.Where(time => time < new DateTimeOffset(2200, 1, 1, 0, 0, 0, TimeSpan.Zero)))
        from session in Maybe(Text)
        from text in Maybe(Text)
        select new Interaction
        {
            UserId = user,
            ItemId = kind == InteractionKinds.Search ? "" : item,
            Kind = kind,
            Value = value,
            Progress = progress,
            Time = time,
            Session = session,
            Text = text,
        };

    /// <summary>Arbitrary data sets with at least one user.</summary>
    public static Arbitrary<AnyDataset> Arbitrary { get; } = Arb.From(
        from users in AnyUser.NonEmptyListOf()
        from items in AnyItem.ListOf()
        from interactions in AnyInteraction.ListOf()
        select new AnyDataset([.. users.DistinctBy(user => user.Id)], [.. items.DistinctBy(item => item.Id)], [.. interactions]));

    public void CopyTo(IDatasetSink sink, CancellationToken cancellationToken)
    {
        foreach (var user in Users)
        {
            sink.Add(user);
        }

        foreach (var item in Items)
        {
            sink.Add(item);
        }

        foreach (var interaction in Interactions)
        {
            sink.Add(interaction);
        }
    }

    private static Gen<T?> Maybe<T>(Gen<T> gen)
        where T : class =>
        Gen.OneOf(Gen.Constant<T?>(null), gen.Select(value => (T?)value));

    private static Gen<T?> MaybeValue<T>(Gen<T> gen)
        where T : struct =>
        Gen.OneOf(Gen.Constant<T?>(null), gen.Select(value => (T?)value));
}
