using System.Text.Json.Nodes;
using Marquee.Numerics.Learning;

namespace Marquee.Media;

/// <summary>How a tagging network is made, before anything is learned: enough to build it again from a file.</summary>
/// <param name="Modalities">Names and shapes.</param>
/// <param name="Encoders">One a modality; none for early fusion.</param>
/// <param name="Fusion">How modalities are brought together.</param>
/// <param name="Experts">Experts a label.</param>
internal sealed record TaggingDesign(IReadOnlyList<(string Name, PlaneShape Shape)> Modalities, IReadOnlyList<EncoderDesign> Encoders, FusionOptions Fusion, int Experts)
{
    /// <summary>Name before those of the parameters of a modality's encoder.</summary>
    public static string EncoderName(int modality) => $"encoders.{modality}";

    /// <summary>Builds the network.</summary>
    /// <param name="parameters">The set that its parameters are added to.</param>
    /// <param name="scales">Scales what each encoder reads.</param>
    /// <param name="labels">Labels whose odds it begins with.</param>
    /// <param name="dropout">Share of the fused vector that is dropped while training.</param>
    public TaggingNetwork Build(ParameterSet parameters, IReadOnlyList<InputScale> scales, LabelSets labels, double dropout = 0)
    {
        IEncoder[] encoders = [.. Encoders.Select((encoder, modality) => encoder.Build(parameters, EncoderName(modality)))];
        return new TaggingNetwork(new FusionNetwork(parameters, Modalities, encoders, Fusion), parameters, scales, labels, Experts, (float)dropout);
    }

    /// <summary>The design as a file holds it.</summary>
    public JsonObject ToJson() => new()
    {
        ["form"] = Fusion.Form.ToString(),
        ["dimensions"] = Fusion.Dimensions,
        ["hierarchy"] = Fusion.Hierarchy is { } hierarchy ? ToJson(hierarchy) : null,
        ["experts"] = Experts,
        ["modalities"] = new JsonArray([.. Modalities.Select((modality, place) => new JsonObject
        {
            ["name"] = modality.Name,
            ["shape"] = new JsonArray(modality.Shape.Height, modality.Shape.Width, modality.Shape.Channels),
            ["encoder"] = Encoders.Count == 0 ? null : Encoders[place].ToJson(),
        })]),
    };

    /// <summary>Reads what <see cref="ToJson()"/> gave.</summary>
    /// <exception cref="InvalidDataException">There is no such design.</exception>
    public static TaggingDesign FromJson(JsonObject json)
    {
        try
        {
            var modalities = json["modalities"]!.AsArray().Select(modality => modality!.AsObject()).ToArray();
            int[][] shapes = [.. modalities.Select(modality => modality["shape"]!.AsArray().Select(number => number!.GetValue<int>()).ToArray())];
            return new TaggingDesign(
                [.. modalities.Select((modality, place) => (modality["name"]!.GetValue<string>(), new PlaneShape(shapes[place][0], shapes[place][1], shapes[place][2])))],
                [.. modalities.Where(modality => modality["encoder"] is not null).Select(modality => EncoderDesign.FromJson(modality["encoder"]!.AsObject()))],
                new FusionOptions
                {
                    Form = Enum.Parse<FusionForm>(json["form"]!.GetValue<string>()),
                    Dimensions = json["dimensions"]!.GetValue<int>(),
                    Hierarchy = json["hierarchy"] is JsonObject hierarchy ? ReadGroup(hierarchy) : null,
                },
                json["experts"]!.GetValue<int>());
        }
        catch (Exception exception) when (exception is InvalidOperationException or FormatException or NullReferenceException or ArgumentException or IndexOutOfRangeException)
        {
            throw new InvalidDataException($"The description of a tagging model is damaged: {exception.Message}", exception);
        }
    }

    private static JsonObject ToJson(FusionGroup group) => new() { ["name"] = group.Name, ["members"] = new JsonArray([.. group.Members.Select(ToJson)]) };

    private static FusionGroup ReadGroup(JsonObject json) => new(json["name"]!.GetValue<string>(), [.. json["members"]!.AsArray().Select(member => ReadGroup(member!.AsObject()))]);
}
