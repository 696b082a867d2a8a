using System.Text.Json.Nodes;
using Marquee.Recommenders;

namespace Marquee.Live;

/// <summary>Where work says how far it is, and whoever watches reads it; from any thread.</summary>
/// <param name="time">The clock.</param>
/// <param name="keep">Receives what <see cref="Keep"/> is given, to put it where it is safe; null where nobody does.</param>
public sealed class JobMeter(TimeProvider time, Action<JsonObject>? keep = null) : IProgress<TrainingProgress>
{
    /// <summary>Most points of a series.</summary>
    public const int MostPoints = 200;

    /// <summary>A part of less than this share of the job takes no time worth telling.</summary>
    private const double Negligible = 0.06;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (TimeSpan Time, double Weight)> _measured = [];
    private readonly List<(int Step, double Value)> _series = [];
    private IReadOnlyList<JobPart> _parts = [];
    private int _part = -1;
    private double _from;
    private double _shown;
    private long _began;
    private long _stepped;
    private int _step;
    private int _steps;
    private int _stride = 1;
    private TimeSpan? _remaining;
    private TimeSpan? _limit;
    private double? _loss;
    private double? _metric;

    /// <summary>What was kept so far; null where nothing was.</summary>
    public JsonObject? Kept { get; private set; }

    /// <summary>Says what is to be done from here on, part by part, and begins the first. What is done stays done.</summary>
    /// <param name="parts">The parts, at least one.</param>
    public void Plan(params IReadOnlyList<JobPart> parts)
    {
        ArgumentOutOfRangeException.ThrowIfZero(parts.Count, nameof(parts));
        lock (_lock)
        {
            EndPart();
            _from = _shown;
            _parts = parts;
            _part = 0;
            BeginPart();
        }
    }

    /// <summary>Begins the next part.</summary>
    public void Next()
    {
        lock (_lock)
        {
            EndPart();
            _part = Math.Min(_part + 1, _parts.Count - 1);
            BeginPart();
        }
    }

    /// <summary>Begins the next part of a key; parts before it are left out. Nothing happens where there is none.</summary>
    public void Next(string key)
    {
        lock (_lock)
        {
            var next = _parts.Index().FirstOrDefault(part => part.Index > _part && part.Item.Key == key);
            if (next.Item is not null)
            {
                EndPart();
                _part = next.Index;
                BeginPart();
            }
        }
    }

    /// <summary>Says how far the part is.</summary>
    /// <param name="step">Steps done.</param>
    /// <param name="steps">Steps in all.</param>
    /// <param name="value">What was measured, for the series; null where nothing was.</param>
    public void Step(int step, int steps, double? value = null)
    {
        lock (_lock)
        {
            _stepped = time.GetTimestamp();
            (_step, _steps, _remaining) = (step, steps, null);
            if (value is { } measured && double.IsFinite(measured))
            {
                Point(step, measured);
            }
        }
    }

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        lock (_lock)
        {
            Step(value.Step, value.Steps, value.Loss);
            _remaining = value.Remaining;
            _loss = value.Loss is { } loss && double.IsFinite(loss) ? loss : null;
        }
    }

    /// <summary>Says which figure is the best so far.</summary>
    public void Best(double metric)
    {
        lock (_lock)
        {
            _metric = double.IsFinite(metric) ? metric : null;
        }
    }

    /// <summary>Says that this part begins no step after so long, counted from now.</summary>
    public void Limit(TimeSpan limit)
    {
        lock (_lock)
        {
            _limit = time.GetElapsedTime(0, time.GetTimestamp()) + limit;
        }
    }

    /// <summary>Keeps what was found so far: it is the job's result should it be cancelled, fail or die with the process, and is shown while it runs.</summary>
    public void Keep(JsonObject result)
    {
        Kept = JobJson.Clean(result);
        keep?.Invoke(Kept);
    }

    /// <summary>How far the job is; null before it has said anything.</summary>
    public JobProgress? Read()
    {
        lock (_lock)
        {
            if (_part < 0)
            {
                return null;
            }

            var total = _parts.Sum(part => part.Weight);
            var done = _parts.Take(_part).Sum(part => part.Weight) + (_parts[_part].Weight * (_steps > 0 ? Math.Clamp((double)_step / _steps, 0, 1) : 0));
            _shown = Math.Max(_shown, _from + ((1 - _from) * (total > 0 ? done / total : 0)));
            return new JobProgress(Math.Min(_shown, 0.999), _parts[_part].Words, _step, _steps, _loss, _metric, SecondsLeft(total), [.. _series]);
        }
    }

    private void BeginPart()
    {
        _began = _stepped = time.GetTimestamp();
        (_step, _steps, _remaining, _loss, _limit) = (0, 0, null, null, null);
        _ = Read();
    }

    private void EndPart()
    {
        if (_part >= 0)
        {
            var known = _measured.GetValueOrDefault(_parts[_part].Key);
            _measured[_parts[_part].Key] = (known.Time + time.GetElapsedTime(_began), known.Weight + _parts[_part].Weight);
        }
    }

    private void Point(int step, double value)
    {
        // Another training began in the same part.
        if (_series.Count > 0 && step <= _series[^1].Step)
        {
            _series.Clear();
            _stride = 1;
        }

        if (step % _stride != 0)
        {
            return;
        }

        _series.Add((step, value));
        if (_series.Count > MostPoints)
        {
            _stride *= 2;
            _series.RemoveAll(point => point.Step % _stride != 0);
        }
    }

    private double? SecondsLeft(double total)
    {
        var part = _parts[_part];
        if (LeftOfPart(part) is not { } left)
        {
            return null;
        }

        // By its steps, whatever of it a limit of time may cut off.
        var whole = ByMeasure(part) is { } measuredLeft ? time.GetElapsedTime(_began) + measuredLeft : TimeSpan.Zero;
        foreach (var ahead in _parts.Skip(_part + 1))
        {
            if (Measured(ahead) is { } measured)
            {
                left += measured;
            }
            else if (ahead.Key == part.Key && part.Weight > 0)
            {
                left += whole * (ahead.Weight / part.Weight);
            }
            else if (ahead.Weight > Negligible * total)
            {
                return null;
            }
        }

        return Math.Round(left.TotalSeconds, 1);
    }

    private TimeSpan? LeftOfPart(JobPart part)
    {
        var left = ByMeasure(part);
        if (left is not null && _limit is { } limit)
        {
            // The step at work when the time is up is finished.
            var allowed = limit - time.GetElapsedTime(0, time.GetTimestamp()) + (_step > 0 ? time.GetElapsedTime(_began, _stepped) / _step : TimeSpan.Zero);
            left = left < allowed ? left : allowed;
        }

        return left < TimeSpan.Zero ? TimeSpan.Zero : left;
    }

    private TimeSpan? ByMeasure(JobPart part)
    {
        var since = time.GetElapsedTime(_stepped);
        return _remaining is { } told ? told - since
            : _step > 0 && _steps > 1 ? (time.GetElapsedTime(_began, _stepped) / _step * (_steps - _step)) - since
            : Measured(part) is { } measured ? measured - time.GetElapsedTime(_began)
            : part.Weight == 0 ? TimeSpan.Zero
            : null;
    }

    private TimeSpan? Measured(JobPart part) =>
        part.Weight == 0 ? TimeSpan.Zero : _measured.TryGetValue(part.Key, out var known) && known.Weight > 0 ? known.Time * (part.Weight / known.Weight) : null;
}
