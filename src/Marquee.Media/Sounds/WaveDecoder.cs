using System.Buffers.Binary;

namespace Marquee.Media;

/// <summary>Goes through the chunks of a WAV file and makes samples of its data.</summary>
internal static class WaveDecoder
{
    // Codes of fmt chunks (RFC 2361), and the one that says that the code stands further down.
    private const int Pcm = 1;
    private const int Float = 3;
    private const int ALaw = 6;
    private const int MuLaw = 7;
    private const int Extensible = 0xFFFE;

    /// <summary>Decodes a sound.</summary>
    /// <exception cref="MediaException">It is damaged, cut, too long, or coded in a way that is not read.</exception>
    public static Sound Decode(ReadOnlySpan<byte> bytes, DecodeLimits limits)
    {
        Form? form = null;
        var position = 12;
        while (position <= bytes.Length - 8)
        {
            var kind = bytes.Slice(position, 4);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(position + 4)..]);
            position += 8;
            if (length > bytes.Length - position)
            {
                throw new MediaException($"The WAV sound is cut or damaged: the chunk at byte {position - 8:N0} states {length:N0} bytes, and {bytes.Length - position:N0} follow.");
            }

            var chunk = bytes.Slice(position, (int)length);
            if (kind.SequenceEqual("fmt "u8))
            {
                form = ReadForm(chunk);
            }
            else if (kind.SequenceEqual("data"u8))
            {
                return ReadData(chunk, form ?? throw new MediaException("The WAV sound's data comes before its format."), limits);
            }

            // Chunks begin at even places.
            position += (int)length + (int)(length & 1);
        }

        throw new MediaException("The WAV sound ends too soon: it has no data.");
    }

    private static Form ReadForm(ReadOnlySpan<byte> chunk)
    {
        if (chunk.Length < 16)
        {
            throw new MediaException("The WAV format chunk is too short.");
        }

        int code = BinaryPrimitives.ReadUInt16LittleEndian(chunk);
        if (code == Extensible && chunk.Length >= 26)
        {
            code = BinaryPrimitives.ReadUInt16LittleEndian(chunk[24..]);
        }

        int channels = BinaryPrimitives.ReadUInt16LittleEndian(chunk[2..]);
        var rate = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
        int width = BinaryPrimitives.ReadUInt16LittleEndian(chunk[12..]);
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(chunk[14..]);
        SoundDecoder.CheckForm(channels, rate);

        Read? read = (code, bits) switch
        {
            (Pcm, 8) => static at => (at[0] - 128) / 128f,
            (Pcm, 16) => static at => BinaryPrimitives.ReadInt16LittleEndian(at) / 32768f,
            (Pcm, 24) => static at => ((at[0] << 8) | (at[1] << 16) | (at[2] << 24)) / 2147483648f,
            (Pcm, 32) => static at => BinaryPrimitives.ReadInt32LittleEndian(at) / 2147483648f,
            (Float, 32) => static at => BinaryPrimitives.ReadSingleLittleEndian(at),
            (Float, 64) => static at => (float)BinaryPrimitives.ReadDoubleLittleEndian(at),
            (ALaw, 8) => static at => FromALaw(at[0]),
            (MuLaw, 8) => static at => FromMuLaw(at[0]),
            _ => throw new MediaException($"The WAV sound is coded as {code} with {bits} bits; PCM of 8, 16, 24 or 32 bits, float of 32 or 64, A-law and mu-law are read."),
        };
        return width == channels * bits / 8
            ? new Form(channels, (int)rate, bits / 8, read)
            : throw new MediaException($"The WAV header is damaged: {channels} channels of {bits} bits are not {width} bytes.");
    }

    private static Sound ReadData(ReadOnlySpan<byte> data, Form form, DecodeLimits limits)
    {
        var moments = data.Length / (form.Channels * form.Bytes);
        if (moments > form.Rate * limits.MaximumSeconds)
        {
            throw new MediaException($"The sound lasts {(double)moments / form.Rate:N0} seconds; the limit is {limits.MaximumSeconds:N0}.");
        }

        var samples = new float[moments * form.Channels];
        for (var index = 0; index < samples.Length; index++)
        {
            var sample = form.Read(data.Slice(index * form.Bytes, form.Bytes));
            if (!float.IsFinite(sample))
            {
                throw new MediaException($"The WAV sound is damaged: sample {index:N0} is not a number.");
            }

            samples[index] = sample;
        }

        return new Sound(form.Rate, form.Channels, samples);
    }

    // ITU-T G.711: a sign, three bits of exponent, four of mantissa; even bits of A-law are inverted, all of mu-law's.
    private static float FromALaw(byte code)
    {
        var bits = code ^ 0x55;
        var (exponent, mantissa) = ((bits >> 4) & 7, bits & 15);
        var size = exponent == 0 ? (mantissa << 4) + 8 : ((mantissa << 4) + 264) << (exponent - 1);
        return (bits & 0x80) != 0 ? size / 32768f : -size / 32768f;
    }

    private static float FromMuLaw(byte code)
    {
        var bits = ~code;
        var size = ((((bits & 15) << 3) + 132) << ((bits >> 4) & 7)) - 132;
        return (bits & 0x80) != 0 ? -size / 32768f : size / 32768f;
    }

    private delegate float Read(ReadOnlySpan<byte> at);

    private sealed record Form(int Channels, int Rate, int Bytes, Read Read);
}
