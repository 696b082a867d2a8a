using System.Runtime.Intrinsics;

namespace Marquee.Media;

/// <summary>An affine map of colours: <c>matrix x (red, green, blue) + shift</c>. Changes of brightness, contrast, saturation and hue are all of this kind, so that any number of them is one pass over a picture.</summary>
internal struct ColourTransform
{
    /// <summary>Shares of red, green and blue in the brightness (ITU-R BT.601).</summary>
    public static readonly Vector128<float> Brightness = Vector128.Create(0.299f, 0.587f, 0.114f, 0);

    // What a pixel's red, its green and its blue add to (red, green, blue, -).
    private Vector128<float> _red;
    private Vector128<float> _green;
    private Vector128<float> _blue;
    private Vector128<float> _shift;

    /// <summary>The map that changes nothing.</summary>
    public static ColourTransform Identity => new()
    {
        _red = Vector128.Create(1f, 0, 0, 0),
        _green = Vector128.Create(0, 1f, 0, 0),
        _blue = Vector128.Create(0, 0, 1f, 0),
    };

    /// <summary>The map to grey.</summary>
    public static ColourTransform Grey => new()
    {
        _red = Vector128.Create(0.299f, 0.299f, 0.299f, 0),
        _green = Vector128.Create(0.587f, 0.587f, 0.587f, 0),
        _blue = Vector128.Create(0.114f, 0.114f, 0.114f, 0),
    };

    /// <summary>Multiplies all that comes out.</summary>
    public void Scale(float factor)
    {
        _red *= factor;
        _green *= factor;
        _blue *= factor;
        _shift *= factor;
    }

    /// <summary>Adds to all that comes out.</summary>
    public void Add(float amount) => _shift += Vector128.Create(amount, amount, amount, 0);

    /// <summary>Mixes what comes out with its own brightness, or moves it away from that.</summary>
    public void Saturate(float factor)
    {
        var rest = 1 - factor;
        _red = (_red * factor) + Vector128.Create(rest * Vector128.Dot(Brightness, _red));
        _green = (_green * factor) + Vector128.Create(rest * Vector128.Dot(Brightness, _green));
        _blue = (_blue * factor) + Vector128.Create(rest * Vector128.Dot(Brightness, _blue));
        _shift = (_shift * factor) + Vector128.Create(rest * Vector128.Dot(Brightness, _shift));
    }

    /// <summary>Turns what comes out about the axis of greys, at equal brightness: a rotation of I and Q in the colours of NTSC.</summary>
    public void TurnHue(float radians)
    {
        var (sine, cosine) = MathF.SinCos(radians);
        _red = Turn(_red, sine, cosine);
        _green = Turn(_green, sine, cosine);
        _blue = Turn(_blue, sine, cosine);
        _shift = Turn(_shift, sine, cosine);
    }

    /// <summary>What becomes of a colour.</summary>
    public readonly Vector128<float> Of(Vector128<float> colour) =>
        (_red * colour[0]) + (_green * colour[1]) + (_blue * colour[2]) + _shift;

    /// <summary>Changes every pixel, and cuts what comes out to 0 to 1.</summary>
    /// <param name="pixels">Red, green and blue of each.</param>
    public readonly void Apply(Span<float> pixels)
    {
        var at = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            // Five pixels fill fifteen of sixteen lanes; the last lane belongs to the next five and stays as it is.
            var (ofRed, ofGreen, ofBlue, shift) = (Spread(_red), Spread(_green), Spread(_blue), Spread(_shift));
            var redOf = Vector512.Create(0, 0, 0, 3, 3, 3, 6, 6, 6, 9, 9, 9, 12, 12, 12, 15);
            var isLast = Vector512.Create(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1).AsSingle();
            for (; at <= pixels.Length - 16; at += 15)
            {
                var place = pixels.Slice(at, 16);
                var colours = Vector512.Create<float>(place);
                var red = Vector512.Shuffle(colours, redOf);
                var green = Vector512.Shuffle(colours, redOf + Vector512<int>.One);
                var blue = Vector512.Shuffle(colours, redOf + Vector512.Create(2));
                var changed = Vector512.FusedMultiplyAdd(ofBlue, blue, Vector512.FusedMultiplyAdd(ofGreen, green, Vector512.FusedMultiplyAdd(ofRed, red, shift)));
                changed = Vector512.Min(Vector512.Max(changed, Vector512<float>.Zero), Vector512<float>.One);
                Vector512.ConditionalSelect(isLast, colours, changed).CopyTo(place);
            }
        }

        for (; at <= pixels.Length - 3; at += 3)
        {
            var (red, green, blue) = (pixels[at], pixels[at + 1], pixels[at + 2]);
            for (var channel = 0; channel < 3; channel++)
            {
                var sum = MathF.FusedMultiplyAdd(_red[channel], red, _shift[channel]);
                sum = MathF.FusedMultiplyAdd(_green[channel], green, sum);
                pixels[at + channel] = Math.Min(Math.Max(MathF.FusedMultiplyAdd(_blue[channel], blue, sum), 0), 1);
            }
        }
    }

    private static Vector512<float> Spread(Vector128<float> colour)
    {
        var (red, green, blue) = (colour[0], colour[1], colour[2]);
        return Vector512.Create(red, green, blue, red, green, blue, red, green, blue, red, green, blue, red, green, blue, 0);
    }

    private static Vector128<float> Turn(Vector128<float> colour, float sine, float cosine)
    {
        var y = Vector128.Dot(Brightness, colour);
        var i = Vector128.Dot(Vector128.Create(0.595716f, -0.274453f, -0.321263f, 0), colour);
        var q = Vector128.Dot(Vector128.Create(0.211456f, -0.522591f, 0.311135f, 0), colour);
        var (turnedI, turnedQ) = ((cosine * i) - (sine * q), (sine * i) + (cosine * q));
        return Vector128.Create(y, y, y, 0)
            + (Vector128.Create(0.956296f, -0.272122f, -1.106989f, 0) * turnedI)
            + (Vector128.Create(0.621024f, -0.647381f, 1.704615f, 0) * turnedQ);
    }
}
