using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Marquee.Content;
using Marquee.Data;
using Spectre.Console;

namespace Marquee.Cli.Commands;

/// <summary><c>marquee audience ITEM</c>: how many viewers an item will have in its first weeks, country by country, and which earlier launches say so.</summary>
internal static class AudienceCommand
{
    private const string NoId = "described";

    public static Command Create(Terminal terminal)
    {
        var item = new Argument<string?>("item") { Description = "Id of an item, or its title where only one item has it.", Arity = ArgumentArity.ZeroOrOne };
        var describe = new Option<FileInfo?>("--describe") { Description = "Read the item from a file instead: one JSON object as in items.jsonl, without id. It need not exist.", HelpName = "FILE" };
        var country = new Option<string[]>("--country") { Description = "Countries of the launch, separated by commas. Default: all that have enough users.", HelpName = "A,B", DefaultValueFactory = _ => [] };
        var month = new Option<int?>("--month")
        {
            Description = "Month of the launch, 1 to 12; the first one after the end of the data. Default: the one that follows it.",
            HelpName = "N",
            Validators = { result => CommonOptions.RequireAtLeast(result, 1) },
        };
        var weeks = new Option<int>("--weeks")
        {
            Description = "Weeks from the launch in which viewers count.",
            HelpName = "N",
            DefaultValueFactory = _ => new SnapshotLaunchOptions().Weeks,
            Validators = { result => CommonOptions.RequireAtLeast(result, 1) },
        };
        var without = new Option<string[]>("--without") { Description = "Leave a comparable out. May be given several times.", HelpName = "ITEM", DefaultValueFactory = _ => [] };
        var json = CommonOptions.Json("Print as JSON.");
        var workspace = CommonOptions.Workspace();
        var command = new DescribedCommand("audience", "How many viewers an item will have in its first weeks, and which earlier launches say so.")
        {
            item, describe, country, month, weeks, without, json, workspace,
        };
        command.Example("marquee audience parasite-2019 --country DE,FR --month 3").Example("marquee audience --describe idea.json --without parasite-2019");
        command.SetWork((parsed, cancellation) =>
        {
            using var session = WorkspaceSession.Open(parsed.GetRequiredValue(workspace));
            var asked = Asked(session, parsed.GetValue(item), parsed.GetValue(describe));
            var launches = SnapshotLaunches.Of(session.Snapshot, new SnapshotLaunchOptions { Weeks = parsed.GetValue(weeks) });
            if (launches.Count < AudienceTrainer.LeastLaunches || SnapshotLaunches.EndOf(session.Snapshot) is not { } end)
            {
                throw new CommandException($"{session.Name} holds {launches.Count} launches whose first {parsed.GetValue(weeks)} weeks are known in full; an estimate needs {AudienceTrainer.LeastLaunches}. Fewer weeks (--weeks) may help.");
            }

            var estimator = terminal.WithStatus("audience", _ => AudienceTrainer.Train(launches, new AudienceOptions { WholeNumbers = true }, cancellation));
            var date = DateOf(parsed.GetValue(month), end);
            string[] wanted = [.. parsed.GetRequiredValue(country).SelectMany(words => words.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Select(code => code.ToUpperInvariant()).Distinct()];
            if (wanted.FirstOrDefault(code => !estimator.Markets.Contains(code)) is { } unknown)
            {
                throw new CommandException(estimator.Markets.Count == 0 ? "The users of this service have no country; leave out --country." : $"There are not enough users in '{unknown}'; there are in {string.Join(", ", estimator.Markets)}.");
            }

            string[] removed = [.. parsed.GetRequiredValue(without).Select(name => session.Snapshot.ItemIds[session.FindItem(name)])];
            AudienceEstimate[] estimates = [.. (estimator.Markets.Count == 0 ? [estimator.Estimate(asked, date)] : estimator.Estimate(asked, date, wanted.Length > 0 ? wanted : estimator.Markets)).Select(one => one.Without(removed))];
            if (parsed.GetValue(json))
            {
                terminal.OutputWriter.WriteLine(ToJson(asked, date, parsed.GetValue(weeks), estimator, estimates).ToJsonString(JsonOutput.Indented));
            }
            else
            {
                Write(terminal, asked, date, parsed.GetValue(weeks), estimator, estimates);
            }

            return CommandHost.Done;
        });
        return command;
    }

    private static Item Asked(WorkspaceSession session, string? name, FileInfo? file)
    {
        if (name is null == file is null)
        {
            throw new CommandException("Name an item, or describe one with --describe FILE; one of the two.");
        }

        if (name is not null)
        {
            return session.Snapshot.Items[session.FindItem(name)];
        }

        try
        {
            return RecordJson.ReadItem(File.ReadAllBytes(file!.FullName), NoId);
        }
        catch (Exception exception) when (exception is FormatException or IOException)
        {
            throw new CommandException($"{file}: {exception.Message}");
        }
    }

    private static DateOnly DateOf(int? month, DateOnly end)
    {
        var next = new DateOnly(end.Year, end.Month, 1).AddMonths(1);
        return month switch
        {
            null => next,
            > 12 => throw new CommandException($"There is no month {month}; months are 1 to 12."),
            _ => next.AddMonths((month.Value - next.Month + 12) % 12),
        };
    }

    private static void Write(Terminal terminal, Item asked, DateOnly date, int weeks, AudienceEstimator estimator, AudienceEstimate[] estimates)
    {
        terminal.Line($"{ItemText.Title(asked)}, launched in {date.ToString("MMMM yyyy", CultureInfo.InvariantCulture)}: viewers in the first {weeks} weeks");
        var table = new TextTable().Words("country").Numbers("viewers").Numbers("80% interval").Words("behaves like");
        foreach (var estimate in estimates.OrderByDescending(one => one.Value))
        {
            var alike = estimate.Country is null ? "" : string.Join(", ", estimator.Countries?.Alike(estimate.Country, 3).Where(other => other.Correlation > 0).Select(other => other.Country) ?? []);
            table.Row(estimate.Country ?? "all", Number(estimate.Value), $"{Number(estimate.Low)} to {Number(estimate.High)}", alike);
        }

        if (estimates.Length > 1)
        {
            var total = estimator.Total(estimates);
            table.Row("together", Number(total.Value), $"{Number(total.Low)} to {Number(total.High)}", "");
        }

        terminal.Write(table);
        var largest = estimates.MaxBy(one => one.Value)!;
        if (largest.Comparables.Count > 0)
        {
            var why = new TextTable { Title = $"Earlier launches behind the estimate{(largest.Country is { } country ? $" for {country}" : "")}; {largest.BaseWeight:0%} of it rests on the model alone, {Number(largest.Base)}" }
                .Words("item").Words("title").Numbers("likeness").Numbers("weight").Numbers("viewers").Numbers("expected").Numbers("moves it by");
            foreach (var one in largest.Comparables)
            {
                why.Row(
                    Printable.Markup(one.Item), Printable.Markup(one.Title ?? ""), one.Similarity.ToString("0.00"), one.Weight.ToString("0%"), Number(one.Audience), Number(one.Expected),
                    (Math.Exp(one.Contribution) - 1).ToString("+0%;-0%;0%"));
            }

            terminal.Line();
            terminal.Write(why);
            terminal.Line("[grey]Leave one out with --without ITEM.[/]");
        }

        var validation = estimator.Validation;
        terminal.Line($"[grey]Learned from {estimator.Launches} launches; {Markup.Escape(validation.Chosen.ToString().ToLowerInvariant())} model; on {validation.Launches} later ones it explains {1 - (validation.WithComparables / validation.Deviation):0%} of the differences of logarithms.[/]");
    }

    private static JsonObject ToJson(Item asked, DateOnly date, int weeks, AudienceEstimator estimator, AudienceEstimate[] estimates)
    {
        var total = estimator.Total(estimates);
        return new JsonObject
        {
            ["item"] = asked.Id == NoId ? null : asked.Id,
            ["date"] = date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["weeks"] = weeks,
            ["model"] = estimator.Validation.Chosen.ToString().ToLowerInvariant(),
            ["launches"] = estimator.Launches,
            ["estimates"] = new JsonArray([.. estimates.Select(one => new JsonObject
            {
                ["country"] = one.Country,
                ["estimate"] = one.Value,
                ["low"] = one.Low,
                ["high"] = one.High,
                ["base"] = one.Base,
                ["baseWeight"] = one.BaseWeight,
                ["comparables"] = new JsonArray([.. one.Comparables.Select(other => new JsonObject
                {
                    ["item"] = other.Item,
                    ["title"] = other.Title,
                    ["similarity"] = other.Similarity,
                    ["weight"] = other.Weight,
                    ["audience"] = other.Audience,
                    ["expected"] = other.Expected,
                    ["contribution"] = other.Contribution,
                })]),
            })]),
            ["total"] = new JsonObject { ["estimate"] = total.Value, ["low"] = total.Low, ["high"] = total.High },
            ["countriesAlike"] = new JsonArray([.. estimates.Where(one => one.Country is not null).Select(one => new JsonObject
            {
                ["country"] = one.Country,
                ["alike"] = new JsonArray([.. (estimator.Countries?.Alike(one.Country!, 5) ?? []).Select(other => new JsonObject { ["country"] = other.Country, ["correlation"] = other.Correlation })]),
            })]),
        };
    }

    private static string Number(double value) => value < 10 ? value.ToString("0.0", CultureInfo.InvariantCulture) : value.ToString("#,0", CultureInfo.InvariantCulture);
}
