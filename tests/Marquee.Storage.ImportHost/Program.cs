using System.Globalization;
using Marquee.Data;
using Marquee.Storage;
using Marquee.Storage.ImportHost;

// Usage: Marquee.Storage.ImportHost STORE PATH BATCH-SIZE [INTERACTIONS MICROSECONDS]
// With the last two, the process is killed so long after so many interactions were handed to the store.
using var store = DataStores.Open(args[0], ".");
var format = DatasetFormats.Detect(args[1]);
if (args.Length > 3)
{
    format = new DeadlyFormat(format, Number(args[3]), Number(args[4]));
}

DatasetImporter.Import(store, format, args[1], new ImportOptions { BatchSize = Number(args[2]) });

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
