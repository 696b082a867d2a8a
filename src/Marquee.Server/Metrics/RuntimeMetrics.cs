using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Marquee.Server;

/// <summary>Listens to the instruments of the runtime (memory, collections, threads) and of the web server (connections), and keeps their newest values.</summary>
internal sealed class RuntimeMetrics : IDisposable
{
    private static readonly string[] Meters = ["System.Runtime", "Microsoft.AspNetCore.Server.Kestrel"];

    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<(Instrument Instrument, string Labels), double> _values = new();

    public RuntimeMetrics()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            // Distributions of connections and handshakes are not shown, and cost nothing while nobody asks for them.
            if (Meters.Contains(instrument.Meter.Name) && !instrument.GetType().Name.StartsWith("Histogram", StringComparison.Ordinal))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>Writes all values.</summary>
    public void WriteTo(PrometheusText text)
    {
        _listener.RecordObservableInstruments();
        foreach (var instrument in _values.GroupBy(value => value.Key.Instrument).OrderBy(group => group.Key.Name, StringComparer.Ordinal))
        {
            var isCounter = IsCounter(instrument.Key);
            var name = PrometheusText.NameOf(instrument.Key.Name, instrument.Key.Unit, isCounter);
            text.Begin(name, isCounter ? "counter" : "gauge", instrument.Key.Description ?? instrument.Key.Name);
            foreach (var (key, value) in instrument.OrderBy(value => value.Key.Labels, StringComparer.Ordinal))
            {
                text.Sample(name, key.Labels, value);
            }
        }
    }

    public void Dispose() => _listener.Dispose();

    private static bool IsCounter(Instrument instrument) => instrument.GetType().Name is var name && (name.StartsWith("Counter", StringComparison.Ordinal) || name.StartsWith("ObservableCounter", StringComparison.Ordinal));

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = new List<string>(tags.Length);
        foreach (var (name, tag) in tags)
        {
            labels.Add(PrometheusText.Label(name, tag?.ToString() ?? ""));
        }

        var key = (instrument, string.Join(',', labels));
        if (instrument.IsObservable)
        {
            _values[key] = value;
        }
        else
        {
            _values.AddOrUpdate(key, value, (_, sum) => sum + value);
        }
    }
}
