using System.Diagnostics;
using System.Diagnostics.Metrics;
using Marquee.Numerics;

namespace Marquee.Benchmarks;

/// <summary>Measures the steps of a training as they are reported: time, allocated bytes, and the floating-point operations of matrix products.</summary>
/// <param name="warmUpSteps">Steps before the measurement: code is compiled and memory taken.</param>
/// <param name="leastSteps">Steps that are measured at least.</param>
/// <param name="seconds">Time that is measured at least.</param>
internal sealed class TrainingMeter(int warmUpSteps, int leastSteps, double seconds) : IDisposable
{
    private const int MostSteps = 65536;

    private readonly List<double> _times = new(MostSteps);
    private readonly List<long> _operations = new(MostSteps);
    private readonly MeterListener _listener = Listen();
    private readonly CancellationTokenSource _enough = new();
    private long _counted;
    private long _countedBefore;
    private double _total;
    private TimeSpan _processor;
    private long _last;
    private long _allocated;
    private int _seen;

    /// <summary>Cancelled when enough steps are measured.</summary>
    public CancellationToken Enough => _enough.Token;

    /// <summary>Seconds of the middle step.</summary>
    public double Median => Sorted()[_times.Count / 2];

    /// <summary>Floating-point operations of a step, in the mean.</summary>
    public double Operations => _operations.Average();

    /// <summary>The largest 10^9 floating-point operations a second over a tenth of the steps, one after the other: where other work on the machine disturbed least.</summary>
    public double Gigaflops
    {
        get
        {
            var run = Math.Max(1, _times.Count / 10);
            return Enumerable.Range(0, _times.Count - run + 1).Max(start => _operations.Skip(start).Take(run).Sum() / _times.Skip(start).Take(run).Sum()) * 1e-9;
        }
    }

    /// <summary>10^9 floating-point operations for each second of processor time, over all threads: what other work on the machine hardly disturbs.</summary>
    public double GigaflopsOfProcessor => _operations.Sum() / _processor.TotalSeconds * 1e-9;

    /// <summary>Bytes allocated in a step, over all threads, in the mean.</summary>
    public double AllocatedBytes => (double)_allocated / _times.Count;

    /// <summary>To be called after each step.</summary>
    public void Step()
    {
        var now = Stopwatch.GetTimestamp();
        if (_enough.IsCancellationRequested)
        {
            return;
        }

        if (_seen > warmUpSteps)
        {
            _times.Add(Stopwatch.GetElapsedTime(_last, now).TotalSeconds);
            _total += _times[^1];
            _operations.Add(Interlocked.Read(ref _counted) - _countedBefore);
        }

        if (_seen == warmUpSteps)
        {
            _listener.SetMeasurementEventCallback<long>((_, measurement, _, _) => Interlocked.Add(ref _counted, measurement));
            _listener.Start();
            _allocated = GC.GetTotalAllocatedBytes(precise: true);
            _processor = Environment.CpuUsage.TotalTime;
        }
        else if (_times.Count == MostSteps || (_times.Count >= leastSteps && _total >= seconds))
        {
            _processor = Environment.CpuUsage.TotalTime - _processor;
            _allocated = GC.GetTotalAllocatedBytes(precise: true) - _allocated;
            _enough.Cancel();
        }

        _seen++;
        _countedBefore = Interlocked.Read(ref _counted);
        _last = Stopwatch.GetTimestamp();
    }

    public void Dispose()
    {
        _listener.Dispose();
        _enough.Dispose();
    }

    private static MeterListener Listen() => new()
    {
        InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == ProductMeter.Name && instrument.Name == ProductMeter.OperationsName)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        },
    };

    private double[] Sorted()
    {
        var times = _times.ToArray();
        Array.Sort(times);
        return times;
    }
}
