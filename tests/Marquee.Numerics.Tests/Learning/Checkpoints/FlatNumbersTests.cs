using Marquee.Numerics.Learning;
using Marquee.Testing;

namespace Marquee.Numerics.Tests.Learning;

public class FlatNumbersTests
{
    [Fact]
    public void Puts_small_places_together_and_takes_a_large_one_as_it_is()
    {
        float[][] places = [[1, 2], [], [3], new float[FlatNumbers.MostTogether + 1], [4], new float[FlatNumbers.MostTogether - 1], [5]];
        places[3][^1] = 6;
        places[5][0] = 7;
        var checkpoints = new MemoryCheckpoints();
        var lengths = new List<int>();
        checkpoints.Save(writer => FlatNumbers.Write(new Lengths(writer, lengths), "numbers", places.Length, index => places[index]));
        lengths.ShouldBe([3, FlatNumbers.MostTogether + 1, FlatNumbers.MostTogether, 1]);
        var read = places.Select(place => new float[place.Length]).ToArray();
        checkpoints.TryLoad(reader => FlatNumbers.Read(reader, "numbers", read.Length, index => read[index]));
        for (var place = 0; place < places.Length; place++)
        {
            read[place].AsSpan().SequenceEqual(places[place]).ShouldBeTrue($"place {place}");
        }
    }

    [Fact]
    public void Puts_no_places_into_no_array()
    {
        var lengths = new List<int>();
        new MemoryCheckpoints().Save(writer => FlatNumbers.Write(new Lengths(writer, lengths), "numbers", 0, _ => (Span<int>)[]));
        lengths.ShouldBeEmpty();
    }

    private sealed class Lengths(ICheckpointWriter writer, List<int> lengths) : ICheckpointWriter
    {
        public void Write(string name, ReadOnlySpan<float> values)
        {
            name.ShouldBe($"numbers-{lengths.Count}");
            lengths.Add(values.Length);
            writer.Write(name, values);
        }

        public void Write(string name, ReadOnlySpan<int> values) => throw new NotSupportedException(name);

        public void Write(string name, double number) => throw new NotSupportedException(name);
    }
}
