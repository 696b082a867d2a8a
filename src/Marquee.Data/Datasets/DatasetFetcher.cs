namespace Marquee.Data;

/// <summary>
/// Brings public data sets into a library: downloads each part that is not here, compares its checksum, unpacks it aside, and only then gives it its place. Asking whether the user accepts the
/// licence is the caller's.
/// </summary>
/// <param name="downloader">What downloads.</param>
/// <param name="limits">How much an archive may unpack to.</param>
public sealed class DatasetFetcher(FileDownloader downloader, ArchiveLimits? limits = null)
{
    private readonly ArchiveLimits _limits = limits ?? new ArchiveLimits();

    /// <summary>Downloads what is not here yet.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="library">Where it comes.</param>
    /// <param name="progress">Hears of every piece.</param>
    /// <param name="cancellationToken">Stops it; what was downloaded is kept for the next time.</param>
    /// <returns>What became of each part, in the order of the data set.</returns>
    /// <exception cref="DatasetException">A part cannot be had, or is not what its publisher says, or cannot be written. Nothing of this part is left in the data set's folder.</exception>
    public async Task<IReadOnlyList<DeliveredPart>> DownloadAsync(
        PublicDataset dataset, DatasetLibrary library, IProgress<DownloadProgress>? progress, CancellationToken cancellationToken)
    {
        var delivered = new List<DeliveredPart>();
        foreach (var part in dataset.Parts)
        {
            if (library.Has(dataset, part))
            {
                delivered.Add(new DeliveredPart(part, PartArrival.WasHere));
                continue;
            }

            var pending = library.PendingPath(dataset, part);
            await downloader.DownloadAsync(part.Address, pending, progress, cancellationToken);
            var expected = part.Checksum ?? await PublishedChecksumAsync(part, cancellationToken);
            await CheckAsync(part, pending, expected, isOurs: true, cancellationToken);
            try
            {
                Place(dataset, library, part, pending, cancellationToken);
            }
            catch (DatasetException exception) when (exception.Problem.Path == pending)
            {
                // Not the disk but the archive is at fault: the next run must not find it again.
                FileDownloader.Discard(pending);
                library.Tidy(dataset);
                throw;
            }

            FileDownloader.Discard(pending);
            library.Tidy(dataset);
            delivered.Add(new DeliveredPart(part, PartArrival.Downloaded, expected));
        }

        return delivered;
    }

    /// <summary>Takes what is not here yet from a local copy: an archive or a file as published, or a folder that holds these or what was unpacked from them.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="library">Where it comes.</param>
    /// <param name="from">The local copy; it stays as it is.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>What became of each part, in the order of the data set.</returns>
    /// <exception cref="DatasetException">The copy is not there, holds no part of the data set, or is not what the publisher says.</exception>
    public async Task<IReadOnlyList<DeliveredPart>> CopyAsync(PublicDataset dataset, DatasetLibrary library, string from, CancellationToken cancellationToken)
    {
        if (!File.Exists(from) && !Directory.Exists(from))
        {
            throw ReadSession.Refuse(from, "there is no such file or folder");
        }

        var delivered = new List<DeliveredPart>();
        foreach (var part in dataset.Parts)
        {
            if (library.Has(dataset, part))
            {
                delivered.Add(new DeliveredPart(part, PartArrival.WasHere));
            }
            else if (LocalCopy.FindFile(dataset, part, from) is { } file)
            {
                var expected = part.Checksum ?? LocalCopy.ChecksumBeside(part, file);
                await CheckAsync(part, file, expected, isOurs: false, cancellationToken);
                Place(dataset, library, part, file, cancellationToken);
                library.Tidy(dataset);
                delivered.Add(new DeliveredPart(part, PartArrival.Copied, expected));
            }
            else if (LocalCopy.FindUnpacked(part, from) is { } folder)
            {
                var prepared = library.EmptyPreparedFolder(dataset);
                DatasetLibrary.Guard(prepared, () => LocalCopy.CopyFiles(folder, prepared, cancellationToken));
                library.Shelve(dataset, part, prepared);
                library.Tidy(dataset);
                delivered.Add(new DeliveredPart(part, PartArrival.Copied));
            }
            else
            {
                delivered.Add(new DeliveredPart(part, PartArrival.Missing));
            }
        }

        return delivered.Exists(part => part.Arrival != PartArrival.Missing)
            ? delivered
            : throw ReadSession.Refuse(from, $"holds nothing of {dataset.Title}: {string.Join(" or ", dataset.Parts.Select(part => part.FileName))} is expected, or a folder with {string.Join(", ", dataset.Parts[0].Files)}");
    }

    /// <summary>The checksum that the publisher put beside the file; nothing where there is none.</summary>
    private async Task<FileChecksum?> PublishedChecksumAsync(DatasetPart part, CancellationToken cancellationToken)
    {
        if (part.ChecksumAddress is not { } address || await downloader.ReadTextAsync(address, cancellationToken) is not { } text)
        {
            return null;
        }

        return FileChecksum.Parse(text, part.FileName)
            ?? throw ReadSession.Refuse(address.ToString(), $"holds no checksum of {part.FileName}: '{Excerpt.Of(text.Trim())}'; MD5 or SHA-256 is expected");
    }

    private static async Task CheckAsync(DatasetPart part, string path, FileChecksum? expected, bool isOurs, CancellationToken cancellationToken)
    {
        if (expected is null)
        {
            return;
        }

        var found = await FileChecksum.ComputeAsync(expected.Algorithm, path, cancellationToken);
        if (found == expected)
        {
            return;
        }

        if (isOurs)
        {
            FileDownloader.Discard(path);
        }

        throw ReadSession.Refuse(
            isOurs ? part.Address.ToString() : path,
            $"is not the file that its publisher means: its {found} should be {expected.Hex}; {(isOurs ? "what came was thrown away" : "nothing was taken")}");
    }

    private void Place(PublicDataset dataset, DatasetLibrary library, DatasetPart part, string file, CancellationToken cancellationToken)
    {
        var prepared = library.EmptyPreparedFolder(dataset);
        if (part.IsArchive)
        {
            DatasetLibrary.Guard(prepared, () => ArchiveUnpacker.Unpack(file, prepared, _limits, cancellationToken));
            prepared = LocalCopy.InnerFolder(prepared);
            if (part.Files.Where(name => !File.Exists(Path.Combine(prepared, name))).ToArray() is { Length: > 0 } missing)
            {
                throw ReadSession.Refuse(file, $"is not {dataset.Title}: there is no {string.Join(", no ", missing)} in it");
            }
        }
        else
        {
            var target = Path.Combine(prepared, part.Files[0]);
            DatasetLibrary.Guard(target, () =>
            {
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                LocalCopy.CopyFile(file, target);
            });
        }

        library.Shelve(dataset, part, prepared);
    }
}
