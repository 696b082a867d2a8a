namespace Marquee.Data.Tests.Datasets;

public sealed class PublicDatasetsTests
{
    public static TheoryData<string> Names => [.. PublicDatasets.Known.All.Select(dataset => dataset.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_data_set_says_what_is_needed_to_decide_and_to_check(string name)
    {
        var dataset = PublicDatasets.Known.Find(name);
        dataset.Licence.Terms.ShouldNotBeEmpty();
        dataset.Licence.Address.Scheme.ShouldBe("https");
        dataset.Parts.ShouldNotBeEmpty();
        foreach (var part in dataset.Parts)
        {
            part.Address.Scheme.ShouldBe("https");
            part.ApproximateBytes.ShouldBeGreaterThan(0);
            part.Files.ShouldNotBeEmpty();
            part.Files.ShouldAllBe(file => !file.Contains("..") && !Path.IsPathRooted(file));
            (part.Checksum is not null || part.ChecksumAddress is not null).ShouldBeTrue("a download can be checked");
            (part.Checksum?.Hex.Length ?? 32).ShouldBe(part.Checksum?.Algorithm switch { ChecksumAlgorithm.Sha256 => 64, ChecksumAlgorithm.GitBlob => 40, _ => 32 });
            if (part.Checksum?.Algorithm == ChecksumAlgorithm.GitBlob)
            {
                part.Address.AbsolutePath.Split('/').ShouldContain(step => step.Length == 40, "the address names the commit, so that the file does not change");
            }
        }

        new[] { dataset.TrainFile, dataset.TestFile }.ShouldAllBe(file => file == null || dataset.Parts.Any(part => part.Files.Contains(file)));
    }

    [Fact]
    public void Names_and_files_come_once()
    {
        PublicDatasets.Known.All.Select(dataset => dataset.Name).ShouldBeUnique();
        PublicDatasets.Known.All.ShouldAllBe(dataset => dataset.Parts.SelectMany(part => part.Files).Distinct().Count() == dataset.Parts.Sum(part => part.Files.Count));
    }

    [Fact]
    public void An_unknown_name_is_refused_with_those_there_are() =>
        Should.Throw<ArgumentException>(() => PublicDatasets.Known.Find("netflix")).Message.ShouldStartWith("There is no data set 'netflix'; the data sets are movielens-100k, movielens-1m, ");
}
