using Marquee.Numerics;

namespace Marquee.Media;

/// <summary>Vectors of pictures and sounds without learning: <see cref="PictureFeatures"/> and <see cref="SoundFeatures"/>, brought to mean 0 and deviation 1 over the files, so that all numbers count alike.</summary>
public static class MediaStatistics
{
    /// <summary>The vectors of files: pictures all, or sounds all.</summary>
    /// <param name="paths">The files, at least one.</param>
    /// <param name="limits">What reading each may cost; null is <see cref="DecodeLimits.Default"/>.</param>
    /// <param name="progress">Told the share of files read.</param>
    /// <param name="cancellationToken">Checked before each file.</param>
    /// <returns><c>files x numbers</c>; a number that is the same everywhere is 0.</returns>
    /// <exception cref="MediaException">A file cannot be read.</exception>
    public static DenseMatrix Of(IReadOnlyList<string> paths, DecodeLimits? limits = null, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentOutOfRangeException.ThrowIfZero(paths.Count, nameof(paths));
        var arePictures = MediaFile.Format(paths[0]).IsPicture();
        var sounds = new SoundFeatures();
        var result = new DenseMatrix(paths.Count, arePictures ? PictureFeatures.Dimensions : sounds.Dimensions);
        for (var row = 0; row < paths.Count; row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var vector = arePictures ? PictureFeatures.Of(MediaFile.ReadPicture(paths[row], limits, null, cancellationToken)) : sounds.Of(MediaFile.ReadSound(paths[row], limits, null, cancellationToken));
            vector.CopyTo(result.Row(row));
            progress?.Report((row + 1.0) / paths.Count);
        }

        ColumnScale.Of(result).Apply(result);
        return result;
    }
}
