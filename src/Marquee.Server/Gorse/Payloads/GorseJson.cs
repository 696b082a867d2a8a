using System.Text.Json.Serialization;

namespace Marquee.Server;

/// <summary>Reads and writes Gorse's JSON: names as they stand, read in any case.</summary>
[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(GorseUser))]
[JsonSerializable(typeof(GorseUser[]))]
[JsonSerializable(typeof(GorseItem))]
[JsonSerializable(typeof(GorseItem[]))]
[JsonSerializable(typeof(GorseFeedback))]
[JsonSerializable(typeof(GorseFeedback[]))]
[JsonSerializable(typeof(IReadOnlyList<GorseFeedback>))]
[JsonSerializable(typeof(IReadOnlyList<GorseScore>))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(GorseSuccess))]
[JsonSerializable(typeof(GorseUserPage))]
[JsonSerializable(typeof(GorseItemPage))]
[JsonSerializable(typeof(GorseFeedbackPage))]
[JsonSerializable(typeof(GorseHealth))]
[JsonSerializable(typeof(GorseDumpStats))]
internal sealed partial class GorseJson : JsonSerializerContext;
