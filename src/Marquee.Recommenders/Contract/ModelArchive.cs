using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>
/// Saves a model with what is needed to find its family again and to know the catalogue it was trained on, and loads it.
/// Properties written: <c>format</c>, <c>family</c>, <c>options</c>, <c>itemCount</c>; array written: <c>item-checksums</c>; the rest is the model's own.
/// </summary>
public static class ModelArchive
{
    /// <summary>Version of the layout written; a reader refuses any other.</summary>
    public const int Format = 1;

    private const string ChecksumsName = "item-checksums";

    /// <summary>Writes a model.</summary>
    /// <param name="family">Its family.</param>
    /// <param name="model">The model.</param>
    /// <param name="items">The items of the snapshot it was trained on.</param>
    /// <param name="writer">Where to.</param>
    /// <exception cref="ArgumentException">The model knows more items than there are.</exception>
    public static void Save(ModelFamily family, IModel model, IdMap items, ArtifactWriter writer)
    {
        if (model.ItemCount > items.Count)
        {
            throw new ArgumentException($"The model knows {model.ItemCount} items; these are only {items.Count}.", nameof(items));
        }

        writer.Properties["format"] = Format;
        writer.Write(ChecksumsName, items.Checksums(model.ItemCount));
        SaveMember(family, model, writer);
    }

    /// <summary>Writes a model, and until when its data reached: property <c>trainedUntil</c>, see <see cref="TrainedUntil"/>.</summary>
    /// <param name="family">Its family.</param>
    /// <param name="model">The model.</param>
    /// <param name="trainedOn">The snapshot it was trained on.</param>
    /// <param name="writer">Where to.</param>
    /// <param name="now">The moment, in milliseconds since 1970 UTC: events that claim to be later do not count.</param>
    /// <exception cref="ArgumentException">The model knows more items than there are.</exception>
    public static void Save(ModelFamily family, IModel model, Snapshot trainedOn, ArtifactWriter writer, long now)
    {
        var newest = EventLog.NoTime;
        foreach (var time in trainedOn.Events.Times)
        {
            newest = time <= now ? Math.Max(newest, time) : newest;
        }

        if (newest != EventLog.NoTime)
        {
            writer.Properties["trainedUntil"] = newest;
        }

        Save(family, model, trainedOn.ItemIds, writer);
    }

    /// <summary>Time of the newest event that a model was trained on, in milliseconds since 1970 UTC; none where that is not known.</summary>
    public static long? TrainedUntil(ArtifactReader reader) => (long?)reader.Properties["trainedUntil"];

    /// <summary>Writes a model that is part of another one, which knows the same items.</summary>
    internal static void SaveMember(ModelFamily family, IModel model, ArtifactWriter writer)
    {
        writer.Properties["family"] = family.Name;
        writer.Properties["options"] = family.Options.ToJson(model.Options);
        writer.Properties["itemCount"] = model.ItemCount;
        model.Save(writer);
    }

    /// <summary>Reads what <see cref="SaveMember"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The artifact is damaged, or of a family that this program does not have.</exception>
    internal static ArchivedModel LoadMember(ArtifactReader reader)
    {
        var family = FamilyOf(reader);
        return new ArchivedModel(family, family.Load(reader));
    }

    /// <summary>Reads a model that <see cref="Save(ModelFamily, IModel, IdMap, ArtifactWriter)"/> wrote.</summary>
    /// <param name="reader">Where from.</param>
    /// <param name="items">The items at hand: those of the training, in the same order, of which some may have been erased since, and any number of newer ones behind.</param>
    /// <exception cref="InvalidDataException">The artifact is damaged or of another format, or the model was trained on other items.</exception>
    public static ArchivedModel Load(ArtifactReader reader, IdMap items)
    {
        var format = reader.IntProperty("format");
        if (format != Format)
        {
            throw new InvalidDataException($"The model is written in format {format}; this program reads format {Format}. Train the model again, or use the program that wrote it.");
        }

        var family = FamilyOf(reader);
        var name = family.Name;
        var count = reader.IntProperty("itemCount");
        if (count < 0 || count > items.Count || !Begins(items, reader.ReadLongs(ChecksumsName), count))
        {
            throw new InvalidDataException(
                $"The {name} model was trained on other data: it knows {count} items, and the {items.Count} items at hand do not begin with them. Train it again.");
        }

        var model = family.Load(reader);
        return model.ItemCount == count
            ? new ArchivedModel(family, model)
            : throw new InvalidDataException($"The {name} model should know {count} items and knows {model.ItemCount}: the artifact is damaged.");
    }

    private static ModelFamily FamilyOf(ArtifactReader reader)
    {
        var name = reader.TextProperty("family");
        return ModelCatalogue.All.FirstOrDefault(family => family.Name == name)
            ?? throw new InvalidDataException($"The model is of a family '{name}' that this program does not have.");
    }

    /// <summary>Whether a catalogue begins with the items of the training, but for those that were erased since.</summary>
    private static bool Begins(IdMap items, long[] trained, int count)
    {
        var known = items.Checksums(count);
        return trained.Length == count && Enumerable.Range(0, count).All(item => known[item] == trained[item] || items.IsErased(item));
    }
}
