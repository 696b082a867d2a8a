namespace Marquee.Media;

/// <summary>Windows that frames of a wave are weighed by.</summary>
internal static class SignalWindow
{
    /// <summary>The periodic window of Hann: <c>0.5 - 0.5 cos(2 pi t / length)</c>.</summary>
    public static float[] Hann(int length)
    {
        var window = new float[length];
        for (var t = 0; t < length; t++)
        {
            window[t] = (float)(0.5 - (0.5 * Math.Cos(2 * Math.PI * t / length)));
        }

        return window;
    }
}
