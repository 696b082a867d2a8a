using Marquee.Numerics;

namespace Marquee.Media.Tests;

public sealed class ExamplesTests
{
    [Fact]
    public void Reads_rows_pictures_and_some_of_them()
    {
        var table = new TableExamples(new DenseMatrix(2, 3, new float[] { 1, 2, 3, 4, 5, 6 }));
        table.Shape.ShouldBe(new PlaneShape(1, 1, 3));
        Read(table, 1).ShouldBe([4, 5, 6]);
        Read(new ExampleSubset(table, [1, 0, 1]), 2).ShouldBe([4, 5, 6]);
        var pictures = new PictureExamples([new Picture(1, 1, [0, 51, 255]), new Picture(1, 1, [255, 0, 0])]);
        Read(pictures, 0)[1].ShouldBe(0.2f, 1e-6);
        Read(pictures, 1).ShouldBe([1, 0, 0]);
        pictures.Count.ShouldBe(2);
    }

    [Fact]
    public void Refuses_what_does_not_fit()
    {
        Should.Throw<ArgumentException>(() => new TableExamples(new DenseMatrix(2, 3), new PlaneShape(2, 2, 1)));
        Should.Throw<ArgumentException>(() => new PictureExamples([]));
        Should.Throw<ArgumentException>(() => new PictureExamples([new Picture(1, 1, new byte[3]), new Picture(2, 1, new byte[6])])).Message.ShouldContain("Picture 1");
        Should.Throw<ArgumentException>(() => new ExampleSubset(new TableExamples(new DenseMatrix(2, 3)), [2]));
    }

    private static float[] Read(IExamples examples, int index)
    {
        var numbers = new float[examples.Shape.Count];
        examples.Read(index, numbers);
        return numbers;
    }
}
