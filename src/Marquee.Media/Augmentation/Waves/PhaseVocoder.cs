using System.Buffers;
using Marquee.Numerics;

namespace Marquee.Media;

/// <summary>Plays a wave faster or slower at the same pitch.</summary>
/// <remarks>
/// <para>Frames a quarter of a window apart are made, each of the spectrum at its place in the wave: its magnitudes, with phases that have gone on from the frame before by as much as they do in the wave over a quarter of a window.
/// That advance is the ratio of two spectra, so that no phase is ever unwrapped; neighbouring frequencies hold each other's phase together.</para>
/// <para>Source: Puckette, Phase-locked Vocoder, 1995. The two spectra are the real and imaginary parts of one transform; sixteen frames are transformed side by side.</para>
/// </remarks>
internal sealed class PhaseVocoder
{
    private const int Lanes = FourierTransform.Lanes;

    private readonly FourierTransform _transform;
    private readonly float[] _window;
    private readonly int _length;
    private readonly int _hop;

    /// <summary>A vocoder with frames of about so many samples.</summary>
    public PhaseVocoder(int window)
    {
        _length = FourierTransform.LengthOf(window);
        _hop = _length / 4;
        _transform = new FourierTransform(_length);
        _window = SignalWindow.Hann(_length);
    }

    /// <summary>Plays a wave so that its middle falls on the middle of the target.</summary>
    /// <param name="source">The wave; silence is before and after it.</param>
    /// <param name="speed">Above 1 is faster.</param>
    /// <param name="target">What is played.</param>
    public unsafe void Stretch(ReadOnlySpan<float> source, double speed, Span<float> target)
    {
        target.Clear();
        var (bins, room) = ((_length / 2) + 1, Lanes * _length);
        var rented = ArrayPool<float>.Shared.Rent(4 * room);
        using var memory = new Scratch(6 * (bins + 2));
        var spectra = new Spectra(memory.Span);
        fixed (float* real = rented)
        {
            var imaginary = real + room;
            var spare = imaginary + room;
            // Three frames before the first sample, so that four overlap everywhere.
            var frames = 3 + ((target.Length + _hop - 1) / _hop);
            for (var first = 0; first < frames; first += Lanes)
            {
                var count = Math.Min(Lanes, frames - first);
                new Span<float>(real, 2 * room).Clear();
                for (var lane = 0; lane < count; lane++)
                {
                    // The place whose frame is made is that of its middle.
                    var middle = ((first + lane - 3) * _hop) + (_length / 2);
                    var place = (int)Math.Round((source.Length / 2.0) + ((middle - (target.Length / 2.0)) * speed)) - (_length / 2);
                    Load(source, place - _hop, real + lane);
                    Load(source, place, imaginary + lane);
                }

                _transform.Transform(real, imaginary, spare, spare + room);
                for (var lane = 0; lane < count; lane++)
                {
                    Advance(real + lane, imaginary + lane, ref spectra, isFirst: first + lane == 0);
                }

                // The inverse is the same transform with real and imaginary parts exchanged.
                _transform.Transform(imaginary, real, spare, spare + room);
                for (var lane = 0; lane < count; lane++)
                {
                    AddTo(target, (first + lane - 3) * _hop, real + lane);
                }
            }
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    private unsafe void Load(ReadOnlySpan<float> source, int place, float* column)
    {
        var (from, to) = (Math.Max(0, -place), Math.Min(_length, source.Length - place));
        for (var t = from; t < to; t++)
        {
            column[Lanes * t] = source[place + t] * _window[t];
        }
    }

    // Puts the spectrum of the frame to make in the place of the transform of a quarter of a window before (real) and now (imaginary).
    private unsafe void Advance(float* real, float* imaginary, ref Spectra spectra, bool isFirst)
    {
        var bins = (_length / 2) + 1;
        for (var bin = 0; bin < bins; bin++)
        {
            var (there, mirrored) = (Lanes * bin, Lanes * (bin == 0 ? 0 : _length - bin));
            var (zr, zi, mr, mi) = (real[there], imaginary[there], real[mirrored], imaginary[mirrored]);
            spectra.Set(bin, 0.5f * (zr + mr), 0.5f * (zi - mi), 0.5f * (zi + mi), 0.5f * (mr - zr));
        }

        for (var bin = 0; bin < bins; bin++)
        {
            var (r, i) = isFirst ? spectra.Now(bin) : spectra.Advance(bin);
            spectra.Made(bin, r, i);
            var (there, mirrored) = (Lanes * bin, Lanes * (bin == 0 ? 0 : _length - bin));
            (real[there], imaginary[there]) = (r, i);
            if (bin > 0)
            {
                (real[mirrored], imaginary[mirrored]) = (r, -i);
            }
        }

        spectra.Turn();
    }

    private unsafe void AddTo(Span<float> target, int place, float* column)
    {
        // Four squared windows of Hann, a quarter apart, sum to 3/2.
        var factor = 1 / (1.5f * _length);
        var (from, to) = (Math.Max(0, -place), Math.Min(_length, target.Length - place));
        for (var t = from; t < to; t++)
        {
            target[place + t] += column[Lanes * t] * _window[t] * factor;
        }
    }

    /// <summary>The spectra of the wave before and now, and of the frame made last; an empty place stands before the first frequency and after the last.</summary>
    private ref struct Spectra
    {
        private readonly int _room;
        private readonly Span<float> _before;
        private Span<float> _last;
        private Span<float> _next;

        public Spectra(Span<float> memory)
        {
            memory.Clear();
            _room = memory.Length / 6;
            _before = memory[..(2 * _room)];
            _last = memory.Slice(2 * _room, 2 * _room);
            _next = memory[(4 * _room)..];
        }

        public readonly void Set(int bin, float beforeReal, float beforeImaginary, float nowReal, float nowImaginary)
        {
            (_before[bin + 1], _before[_room + bin + 1]) = (beforeReal, beforeImaginary);
            (_next[bin + 1], _next[_room + bin + 1]) = (nowReal, nowImaginary);
        }

        public readonly (float Real, float Imaginary) Now(int bin) => (_next[bin + 1], _next[_room + bin + 1]);

        public readonly void Made(int bin, float real, float imaginary) => (_next[bin + 1], _next[_room + bin + 1]) = (real, imaginary);

        // The magnitude of now, and its phase turned by as much as that of the frame made last is ahead of before.
        public readonly (float Real, float Imaginary) Advance(int bin)
        {
            var (nowR, nowI) = Now(bin);
            var (beforeR, beforeI) = Around(_before, bin);
            var (lastR, lastI) = Around(_last, bin);
            var (turnR, turnI) = ((lastR * beforeR) + (lastI * beforeI), (lastI * beforeR) - (lastR * beforeI));
            var size = MathF.Sqrt((turnR * turnR) + (turnI * turnI));
            // Where nothing says how the phase went on, it begins anew.
            return size > 1e-20f
                ? (((nowR * turnR) - (nowI * turnI)) / size, ((nowR * turnI) + (nowI * turnR)) / size)
                : (nowR, nowI);
        }

        public void Turn()
        {
            var last = _last;
            _last = _next;
            _next = last;
        }

        // A frequency together with those on both sides, whose signs alternate because frames begin at their first sample: around a tone all of them have its phase.
        private readonly (float Real, float Imaginary) Around(ReadOnlySpan<float> spectrum, int bin)
        {
            var (real, imaginary) = (bin + 1, _room + bin + 1);
            return (spectrum[real] - spectrum[real - 1] - spectrum[real + 1], spectrum[imaginary] - spectrum[imaginary - 1] - spectrum[imaginary + 1]);
        }
    }
}
