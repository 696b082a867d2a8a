using Marquee.Benchmarks;

// One line a benchmark: its name on the command line, and what runs it.
var benchmarks = new SortedDictionary<string, Action<BenchmarkOptions>>(StringComparer.Ordinal)
{
    ["als"] = AlsBenchmark.Run,
    ["boosting"] = BoostingBenchmark.Run,
    ["cholesky"] = CholeskyBenchmark.Run,
    ["convolution"] = ConvolutionBenchmark.Run,
    ["decoding"] = DecodingBenchmark.Run,
    ["ease"] = EaseBenchmark.Run,
    ["gram"] = GramBenchmark.Run,
    ["learning"] = LearningBenchmark.Run,
    ["lists-data"] = ListsData.Run,
    ["maps"] = MapsBenchmark.Run,
    ["media"] = MediaBenchmark.Run,
    ["operations"] = OperationsBenchmark.Run,
    ["product"] = ProductBenchmark.Run,
    ["shelf"] = ShelfBenchmark.Run,
    ["sparse"] = SparseBenchmark.Run,
    ["store"] = StoreBenchmark.Run,
    ["topk"] = TopKBenchmark.Run,
};

// The load on the HTTP service is told other things than a benchmark of a computation.
switch (args)
{
    case ["load", "--help", ..]:
        Console.WriteLine(LoadOptions.Usage);
        return 0;
    case ["load", .. var rest]:
        LoadBenchmark.Run(LoadOptions.Parse(rest));
        return 0;
    case ["soak", "--help", ..]:
        Console.WriteLine(SoakOptions.Usage);
        return 0;
    case ["soak", .. var rest]:
        SoakBenchmark.Run(SoakOptions.Parse(rest));
        return 0;
    case ["start", .. var rest]:
        StartBenchmark.Run(rest);
        return 0;
    case [BareServer.Command, .. var rest]:
        BareServer.Run(rest);
        return 0;
}

if (args.Length == 0 || !benchmarks.TryGetValue(args[0], out var run))
{
    Console.Error.WriteLine($"Usage: Marquee.Benchmarks load|soak|start|{string.Join('|', benchmarks.Keys)} [--data DIR] [--out DIR] [--only A,B] [--markdown]");
    return 2;
}

run(BenchmarkOptions.Parse(args.AsSpan(1)));
return 0;
