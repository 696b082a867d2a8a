namespace Marquee.Data;

/// <summary>The facts of <see cref="PublicDatasets.Known"/>.</summary>
internal static class KnownDatasets
{
    private const string GroupLensFiles = "https://files.grouplens.org/datasets/movielens/";
    private const string Ncf = "https://raw.githubusercontent.com/hexiangnan/neural_collaborative_filtering/4aab159e81c44b062c091bdaed0ab54ac632371f/Data/";
    private const string SasRec = "https://raw.githubusercontent.com/kang205/SASRec/e3738967fddab206d6eeb4fda433e7a7034dd8b1/data/";
    private const string LightGcn = "https://raw.githubusercontent.com/gusye1234/LightGCN-PyTorch/947ca2b3b1d2d3545b114145710cb06c4e57b3d2/data/";

    private static readonly string[] Research =
    [
        "for research; no commercial use without permission of the GroupLens Research Project",
        "name the data set in publications (Harper and Konstan 2015, The MovieLens Datasets)",
        "imply no endorsement by the University of Minnesota or GroupLens",
    ];

    /// <summary>MovieLens, with the files of two papers that split it.</summary>
    public static IReadOnlyList<PublicDataset> MovieLens { get; } =
    [
        new()
        {
            Name = "movielens-100k",
            Title = "MovieLens 100K",
            Summary = "film ratings of 1997-98, with age, gender and occupation, and five given folds",
            Users = 943,
            Items = 1_682,
            Interactions = 100_000,
            Licence = GroupLens("ml-100k-README.txt"),
            Page = GroupLensPage("100k"),
            Parts = [MovieLensArchive("ml-100k", 4_924_029, "u.data", "u.item", "u.user", "u.genre") with { Checksum = Sha256("50d2a982c66986937beb9ffb3aa76efe955bf3d5c6b761f4e3a7cd717c6a3229") }],
        },
        new()
        {
            Name = "movielens-1m",
            Title = "MovieLens 1M",
            Summary = "film ratings of 2000-03, with age group, gender and occupation; with the test files of the NCF paper and the order of the SASRec paper",
            Users = 6_040,
            Items = 3_706,
            Interactions = 1_000_209,
            Licence = GroupLens("ml-1m-README.txt", "the files of the NCF and SASRec papers come from their authors' repositories (Apache-2.0) and are made of the same ratings"),
            Page = GroupLensPage("1m"),
            Parts =
            [
                MovieLensArchive("ml-1m", 5_917_549, "ratings.dat", "movies.dat", "users.dat") with { Checksum = Sha256("a6898adb50b9ca05aa231689da44c217cb524e7ebd39d264c56e2832f2c54e20") },
                GitFile(Ncf, "ml-1m.test.rating", "ncf/ml-1m.test.rating", 128_039, "1b79e03c96710c3b0c35deb19155ef74f7965a02"),
                GitFile(Ncf, "ml-1m.test.negative", "ncf/ml-1m.test.negative", 2_891_424, "c82844fb99d021f94751a6f915a230a1e8b8da92"),
                GitFile(SasRec, "ml-1m.txt", "sasrec/ml-1m.txt", 9_053_831, "9ab8e3edb8742f8d8cc4911e3dee25e82a6fcc24"),
            ],
        },
        new()
        {
            Name = "movielens-10m",
            Title = "MovieLens 10M",
            Summary = "film ratings until 2009, with tags",
            Users = 71_567,
            Items = 10_681,
            Interactions = 10_000_054,
            Licence = GroupLens("ml-10m-README.html"),
            Page = GroupLensPage("10m"),
            Parts = [MovieLensArchive("ml-10m", 65_566_137, "ratings.dat", "movies.dat") with { Checksum = new FileChecksum(ChecksumAlgorithm.Md5, "ce571fd55effeba0271552578f2648bd") }],
        },
        new()
        {
            Name = "movielens-20m",
            Title = "MovieLens 20M",
            Summary = "film ratings of 1995-2015, with tags and the tag genome",
            Users = 138_493,
            Items = 27_278,
            Interactions = 20_000_263,
            Licence = GroupLens("ml-20m-README.html"),
            Page = GroupLensPage("20m"),
            Parts = [MovieLensArchive("ml-20m", 198_702_078, "ratings.csv", "movies.csv") with { Checksum = Sha256("96f243c338a8665f6bcc89c53edf6ee39162a846940de6b7c8c48aeada765ff3") }],
        },
        new()
        {
            Name = "movielens-25m",
            Title = "MovieLens 25M",
            Summary = "film ratings of 1995-2019, with tags and the tag genome",
            Users = 162_541,
            Items = 62_423,
            Interactions = 25_000_095,
            Licence = GroupLens("ml-25m-README.html"),
            Page = GroupLensPage("25m"),
            Parts = [MovieLensArchive("ml-25m", 261_978_986, "ratings.csv", "movies.csv") with { Checksum = Sha256("8b21cfb7eb1706b4ec0aac894368d90acf26ebdfb6aced3ebd4ad5bd1eb9c6aa") }],
        },
        new()
        {
            Name = "movielens-latest-small",
            Title = "MovieLens latest, small",
            Summary = "film ratings of 1996-2018, with tags; GroupLens may change it, so it is no benchmark",
            Users = 610,
            Items = 9_742,
            Interactions = 100_836,
            Licence = new DatasetLicence("GroupLens: research, share alike", ["redistribution only under the same terms", .. Research], new Uri(GroupLensFiles + "ml-latest-small-README.html")),
            Page = GroupLensPage("latest"),
            Parts = [MovieLensArchive("ml-latest-small", 978_202, "ratings.csv", "movies.csv", "tags.csv", "links.csv")],
        },
    ];

    /// <summary>The splits of the LightGCN paper.</summary>
    public static IReadOnlyList<PublicDataset> Lists { get; } =
    [
        TrainAndTest("gowalla", "Gowalla", "check-ins at places", 29_858, 40_981, 1_027_370, 4_600_000, "a27782bd7a1d4d0744148dc0460ea94da74763f2", 1_372_559, "9ed5af4b5d21511f33740b4e22e3852f45671800"),
        TrainAndTest("yelp2018", "Yelp2018", "reviews of local businesses", 31_668, 38_048, 1_561_406, 6_700_000, "cda12361055ba448ae4bd1070f6000c16dea8f22", 1_986_152, "30dfbc3437b27b74cb2970b435a5ec93ad9f2468"),
        TrainAndTest("amazon-book", "Amazon-Book", "reviews of books", 52_643, 91_599, 2_984_108, 14_500_000, "6ef55159c5f1fd7f6d86eb9ff290d0cc2854ac99", 3_848_611, "09e5da4e0bf46c751c4ba0f4375e414fd13512cd"),
    ];

    private static DatasetLicence GroupLens(string readme, params string[] further) =>
        new("GroupLens: research, no redistribution", ["no redistribution without separate permission", .. Research, .. further], new Uri(GroupLensFiles + readme));

    private static Uri GroupLensPage(string size) => new($"https://grouplens.org/datasets/movielens/{size}/");

    private static FileChecksum Sha256(string hex) => new(ChecksumAlgorithm.Sha256, hex);

    private static DatasetPart MovieLensArchive(string name, long bytes, params string[] files)
    {
        var address = new Uri($"{GroupLensFiles}{name}.zip");
        return DatasetPart.Archive(address, files) with { ApproximateBytes = bytes, ChecksumAddress = new Uri(address + ".md5") };
    }

    private static DatasetPart GitFile(string folder, string name, string target, long bytes, string blob) =>
        DatasetPart.File(new Uri(folder + name), target) with { ApproximateBytes = bytes, Checksum = new FileChecksum(ChecksumAlgorithm.GitBlob, blob) };

    private static PublicDataset TrainAndTest(
        string name, string title, string what, int users, int items, long interactions, long trainBytes, string trainBlob, long testBytes, string testBlob) => new()
        {
            Name = name,
            Title = title,
            Summary = $"{what}, split as in the LightGCN paper; no times, no attributes",
            Users = users,
            Items = items,
            Interactions = interactions,
            Licence = new DatasetLicence(
                "none stated",
                ["the repository states no licence for the data; ask the original publisher before any use beyond research"],
                new Uri("https://github.com/gusye1234/LightGCN-PyTorch")),
            Page = new Uri("https://github.com/gusye1234/LightGCN-PyTorch"),
            TrainFile = "train.txt",
            TestFile = "test.txt",
            Parts =
            [
                GitFile($"{LightGcn}{name}/", "train.txt", "train.txt", trainBytes, trainBlob),
                GitFile($"{LightGcn}{name}/", "test.txt", "test.txt", testBytes, testBlob),
            ],
        };
}
