using Marquee.Testing;

namespace Marquee.Media.Tests;

/// <summary>Features of real sounds and pictures: what is known of them is found again.</summary>
public class RealFeatureTests
{
    [Fact]
    public void Spoken_digits_are_told_apart_by_the_nearest_mean()
    {
        // 90 % of the official test recordings; a tenth by guessing.
        var folder = RealData.Folder("spoken-digits");
        var features = new SoundFeatures(new SoundFeatureOptions { Rate = 8000, Parts = 8 });
        var recordings = Directory.GetFiles(folder, "*.wav").Order(StringComparer.Ordinal)
            .Select(path => (Path: path, Parts: Path.GetFileNameWithoutExtension(path).Split('_')))
            .Select(file => (file.Path, Digit: int.Parse(file.Parts[0]), Index: int.Parse(file.Parts[2])))
            .Where(file => file.Index < 15)
            .Select(file => (file.Digit, IsTest: file.Index < 5, Vector: features.Of(SoundDecoder.DecodeFile(file.Path))))
            .ToArray();
        var training = recordings.Where(recording => !recording.IsTest).ToArray();
        var (means, deviations) = (new float[features.Dimensions], new float[features.Dimensions]);
        for (var at = 0; at < features.Dimensions; at++)
        {
            means[at] = training.Average(recording => recording.Vector[at]);
            deviations[at] = Math.Max(1e-6f, MathF.Sqrt(training.Average(recording => (recording.Vector[at] - means[at]) * (recording.Vector[at] - means[at]))));
        }

        var digits = Enumerable.Range(0, 10)
            .Select(digit => Enumerable.Range(0, features.Dimensions).Select(at => training.Where(recording => recording.Digit == digit).Average(recording => recording.Vector[at])).ToArray())
            .ToArray();

        var right = recordings.Where(recording => recording.IsTest).Average(recording => Nearest(recording.Vector) == recording.Digit ? 1.0 : 0);

        right.ShouldBeGreaterThan(0.85);

        int Nearest(float[] vector) => Enumerable.Range(0, 10).MinBy(digit => vector.Select((value, at) => (value - digits[digit][at]) / deviations[at]).Sum(distance => distance * distance));
    }

    [Fact]
    public void Posters_have_features_that_differ()
    {
        var folder = Path.Combine(RealData.Folder("movielens-100k-media"), "posters");
        var vectors = Directory.GetFiles(folder, "*.jpg").Order(StringComparer.Ordinal).Take(100).Select(path => PictureFeatures.Of(PictureDecoder.DecodeFile(path))).ToArray();

        vectors.ShouldAllBe(vector => vector.All(float.IsFinite));
        for (var at = 82; at < PictureFeatures.Dimensions; at++)
        {
            vectors.Select(vector => vector[at]).Distinct().Count().ShouldBeGreaterThan(10, PictureFeatures.Names[at]);
        }
    }
}
