using System.Text.Json;
using Marquee.Storage;

namespace Marquee.Live;

/// <summary>The <see cref="ServingDefaults"/> of a service, kept in <c>serving.json</c> of its workspace: a change is on the disk when it is acknowledged, and in every list that is asked for after that.</summary>
public sealed class ServingSettings
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly Lock _changing = new();
    private readonly string _file;
    private readonly LiveEngine _engine;
    private readonly Answers _answers;
    private readonly string? _configuredModel;

    /// <summary>Reads what was kept and puts it into force.</summary>
    /// <param name="file">Where it is kept.</param>
    /// <param name="engine">Whose main model they choose.</param>
    /// <param name="answers">Whose lists they are about.</param>
    /// <param name="configuredModel">The model that answers where they name none; null for the one that was published last.</param>
    /// <exception cref="StoreException">What was kept cannot be read.</exception>
    public ServingSettings(string file, LiveEngine engine, Answers answers, string? configuredModel)
    {
        _file = file;
        _engine = engine;
        _answers = answers;
        _configuredModel = configuredModel;
        if (File.Exists(file))
        {
            Apply(Read());
        }
    }

    /// <summary>What is in force.</summary>
    public ServingDefaults Current => _answers.Defaults;

    /// <summary>Keeps other defaults and puts them into force.</summary>
    /// <exception cref="ArgumentException">A number is outside its range, or no model of the name is served.</exception>
    /// <exception cref="StoreException">They cannot be kept; what was in force goes on.</exception>
    public void Change(ServingDefaults defaults)
    {
        defaults.Check();
        if (defaults.Model is { } model && _engine.Models.All.All(served => served.Name != model))
        {
            throw new ArgumentException($"No model '{model}' is served; there are: {string.Join(", ", _engine.Models.All.Select(served => served.Name))}.");
        }

        lock (_changing)
        {
            Write(defaults);
            Apply(defaults);
        }
    }

    private void Apply(ServingDefaults defaults)
    {
        if (defaults.Model != _answers.Defaults.Model)
        {
            _engine.ServeMain(defaults.Model ?? _configuredModel);
        }

        _answers.Defaults = defaults;
    }

    private ServingDefaults Read()
    {
        try
        {
            var defaults = JsonSerializer.Deserialize<ServingDefaults>(File.ReadAllText(_file), Json) ?? throw new JsonException("It says nothing.");
            defaults.Check();
            return defaults;
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            throw new StoreException($"{_file} is damaged: {exception.Message} It holds what lists get where a request does not say, such as {{\"diversity\": 0.2}}; correct it, or delete it for none of that.", exception);
        }
    }

    private void Write(ServingDefaults defaults)
    {
        try
        {
            var unfinished = _file + ".tmp";
            using (var stream = File.Create(unfinished))
            {
                JsonSerializer.Serialize(stream, defaults, Json);
                stream.Flush(flushToDisk: true);
            }

            File.Move(unfinished, _file, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"{_file} cannot be written: {exception.Message}", exception);
        }
    }
}
