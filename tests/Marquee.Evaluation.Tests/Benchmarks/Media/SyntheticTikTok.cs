using System.Text;
using Marquee.Testing;

namespace Marquee.Evaluation.Tests.Benchmarks;

/// <summary>Thirty users and twelve videos in the layout of the TikTok split.</summary>
internal static class SyntheticTikTok
{
    public static void Write(TemporaryFolder folder, int rowsOfSound = 12)
    {
        Pairs("train.csv", user => [user % 12, (user + 2) % 12, (user + 4) % 12], _ => true);
        Pairs("valid.csv", user => [(user + 6) % 12], user => user % 3 == 0);
        Pairs("test.csv", user => [(user + 6) % 12], user => user % 3 > 0);
        Array("image_feat.npy", 12, 4);
        Array("audio_feat.npy", rowsOfSound, 3);

        void Pairs(string name, Func<int, int[]> met, Func<int, bool> takesPart) => folder.Write(name, "user,item\n" + string.Concat(
            Enumerable.Range(0, 30).Where(takesPart).SelectMany(user => met(user).Select(item => $"{user},{item}\n"))));

        void Array(string name, int rows, int columns)
        {
            var header = $"{{'descr': '<f2', 'fortran_order': False, 'shape': ({rows}, {columns}), }}".PadRight(117) + "\n";
            var numbers = Enumerable.Range(0, rows * columns).SelectMany(place => BitConverter.GetBytes((Half)(place / columns % 2 == place % 2 ? 1 : 0)));
            byte[] start = [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0, (byte)header.Length, 0];
            File.WriteAllBytes(Path.Combine(folder.Path, name), [.. start, .. Encoding.ASCII.GetBytes(header), .. numbers]);
        }
    }
}
