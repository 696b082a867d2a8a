namespace Marquee.Media;

/// <summary>A video of YouTube-8M (Abu-El-Haija et al. 2016) as one record: means over its frames, and what it shows.</summary>
/// <param name="Id">Its name in the data set.</param>
/// <param name="Labels">Numbers of what it shows, in the data set's vocabulary.</param>
/// <param name="Visual">1,024 numbers of its pictures (<c>mean_rgb</c>).</param>
/// <param name="Audio">128 numbers of its sound (<c>mean_audio</c>).</param>
public sealed record YouTube8mVideo(string Id, IReadOnlyList<int> Labels, float[] Visual, float[] Audio);
