using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>A sparse matrix as three arrays of an artifact: <c>offsets</c>, columns and values.</summary>
internal static class SparseArrays
{
    private const string Offsets = "offsets";

    /// <summary>Writes the three arrays.</summary>
    public static void Write(ArtifactWriter writer, SparseMatrix matrix, string columns, string values)
    {
        writer.Write(Offsets, matrix.RowOffsets);
        writer.Write(columns, matrix.ColumnIndices);
        writer.Write(values, matrix.Values, matrix.NonZeros);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="reader">The artifact.</param>
    /// <param name="columns">Name of the array of columns.</param>
    /// <param name="values">Name of the array of values.</param>
    /// <param name="columnCount">Columns that the matrix must have.</param>
    /// <param name="rows">Rows that it must have; nothing where any number will do.</param>
    /// <exception cref="InvalidDataException">The arrays are no sparse matrix of that shape.</exception>
    public static SparseMatrix Read(ArtifactReader reader, string columns, string values, int columnCount, int? rows = null)
    {
        var offsets = reader.ReadInts(Offsets);
        var indices = reader.ReadInts(columns);
        var numbers = reader.ReadFloats(values, indices.Length).ToArray();
        try
        {
            return new SparseMatrix(rows ?? offsets.Length - 1, columnCount, offsets, indices, numbers);
        }
        catch (ArgumentException exception)
        {
            throw new InvalidDataException($"The model's arrays '{columns}' and '{values}' are damaged: {exception.Message}", exception);
        }
    }
}
