using Marquee.Data;
using Marquee.Recommenders;
using Marquee.Storage;

namespace Marquee.Live;

/// <summary>Loads published models, one version of each name, and swaps newer ones in. Readers take <see cref="Current"/> and wait for nobody.</summary>
internal sealed class ModelHost
{
    private readonly Lock _refreshing = new();
    private readonly ModelRegistry _registry;
    private readonly ServingChoice _choice;
    private readonly PublishedModels _published = new();
    private string? _main;
    private readonly Dictionary<string, (int Version, string Reason, Snapshot Data)> _refused = new(StringComparer.Ordinal);
    private volatile ModelSet? _current;

    /// <param name="registry">The models.</param>
    /// <param name="main">Name of the one that answers where a request names none; null for the one published last.</param>
    public ModelHost(ModelRegistry registry, string? main)
    {
        _registry = registry;
        _choice = new ServingChoice(Path.Combine(registry.Folder, "serving.json"));
        _main = main;
    }

    public ModelSet Current => _current ?? throw new InvalidOperationException("No models were loaded yet.");

    /// <summary>Versions that are published and cannot be served, with the reason.</summary>
    public IReadOnlyDictionary<string, (int Version, string Reason)> Refused
    {
        get
        {
            lock (_refreshing)
            {
                return _refused.ToDictionary(refused => refused.Key, refused => (refused.Value.Version, refused.Value.Reason));
            }
        }
    }

    /// <summary>Every version that is published, by name and number.</summary>
    public IReadOnlyList<PublishedModel> Published => [.. _registry.List().Select(_published.Of)];

    /// <summary>The versions that were chosen, by name; 0 where none is to be served.</summary>
    public IReadOnlyDictionary<string, int> Chosen
    {
        get
        {
            lock (_refreshing)
            {
                return _choice.Read();
            }
        }
    }

    /// <summary>Lets a model answer where a request names none; null the one that was published last.</summary>
    public void ServeMain(string? name, Snapshot snapshot)
    {
        lock (_refreshing)
        {
            _main = name;
            Refresh(snapshot, always: true);
        }
    }

    /// <summary>Serves what is chosen and published now.</summary>
    /// <param name="snapshot">The data; a model of a newer catalogue than it has waits until there is newer data.</param>
    public void Refresh(Snapshot snapshot) => Refresh(snapshot, always: false);

    private void Refresh(Snapshot snapshot, bool always)
    {
        lock (_refreshing)
        {
            var chosen = _choice.Read();
            var all = _registry.List();
            var versions = all.GroupBy(model => model.Name)
                .Where(ofName => !chosen.TryGetValue(ofName.Key, out var version) || version != ServingChoice.None)
                .Select(ofName => chosen.TryGetValue(ofName.Key, out var version) && ofName.FirstOrDefault(model => model.Version == version) is { } pinned ? pinned : ofName.Last())
                .ToArray();
            var known = _current?.All.ToDictionary(model => model.Name) ?? [];
            if (_current is not null && !always && versions.Length == known.Count
                && versions.All(version => known.TryGetValue(version.Name, out var served) && served.Version == version.Version))
            {
                return;
            }

            ServedModel[] served = [.. versions.Select(version => Keep(known, version) ?? Load(version, snapshot) ?? known.GetValueOrDefault(version.Name)).OfType<ServedModel>()];

            // What is held back must not become the main model by being the newest; what was rolled back must not cease to be it.
            var last = all.Select(_published.Of).Where(version => !version.IsHeld || versions.Any(one => one.Name == version.Name && one.Version == version.Version))
                .OrderByDescending(version => version.PublishedAt).Select(version => version.Name).Distinct().ToArray();
            var main = served.FirstOrDefault(model => model.Name == _main)
                ?? last.Select(name => served.FirstOrDefault(model => model.Name == name)).FirstOrDefault(model => model is not null)
                ?? (_current?.Main is { Version: 0 } popular ? popular : Popular(snapshot));
            _current = new ModelSet(main, served);
        }
    }

    /// <summary>Chooses what is served now, so that what is published next is not served.</summary>
    /// <returns>What undoes it; null where a version was chosen before.</returns>
    public Action? Hold(string name)
    {
        lock (_refreshing)
        {
            if (_choice.Read().ContainsKey(name))
            {
                return null;
            }

            _choice.Write(name, _current?.All.FirstOrDefault(model => model.Name == name)?.Version ?? ServingChoice.None);
            return () =>
            {
                lock (_refreshing)
                {
                    _choice.Write(name, null);
                }
            };
        }
    }

    /// <summary>Serves a version until told otherwise; null the newest again.</summary>
    public void Serve(string name, int? version, Snapshot snapshot)
    {
        var known = _registry.List(name);
        if (known.Count == 0 || (version is not null && known.All(model => model.Version != version)))
        {
            throw new StoreException(
                known.Count == 0
                    ? $"There is no model '{name}'; there are: {string.Join(", ", _registry.List().Select(model => model.Name).Distinct())}."
                    : $"There is no version {version} of model '{name}'; there are: {string.Join(", ", known.Select(model => model.Version))}.");
        }

        lock (_refreshing)
        {
            var before = _choice.Read().TryGetValue(name, out var chosen) ? chosen : (int?)null;
            _choice.Write(name, version);
            Refresh(snapshot);
            if (version is not null && Current.Find(name)?.Version != version)
            {
                _choice.Write(name, before);
                throw new StoreException($"{name}/{version} cannot be served, and what was served goes on: {(_refused.TryGetValue(name, out var refused) ? refused.Reason : "it is gone")}");
            }
        }
    }

    private static ServedModel? Keep(Dictionary<string, ServedModel> known, ModelVersion version) =>
        known.TryGetValue(version.Name, out var served) && served.Version == version.Version ? served : null;

    private ServedModel? Load(ModelVersion version, Snapshot snapshot)
    {
        if (_refused.TryGetValue(version.Name, out var refused) && refused.Version == version.Version && refused.Data == snapshot)
        {
            return null;
        }

        try
        {
            var reader = _registry.Open(version.Name, version.Version);
            var archived = ModelArchive.Load(reader, snapshot.ItemIds);
            _refused.Remove(version.Name);
            return new ServedModel(version.Name, version.Version, archived.Family, archived.Model, ModelArchive.TrainedUntil(reader) ?? long.MaxValue);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // A damaged model, or one of other data: what was served goes on, and whoever asks is told why.
            _refused[version.Name] = (version.Version, exception.Message, snapshot);
            return null;
        }
    }

    private static ServedModel Popular(Snapshot snapshot)
    {
        var family = ModelCatalogue.Find("most-popular");
        return new ServedModel(family.Name, 0, family, family.Train(snapshot, family.Options.Defaults, new TrainingContext()));
    }
}
