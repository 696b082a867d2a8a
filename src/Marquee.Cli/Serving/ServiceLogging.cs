using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Marquee.Cli.Serving;

/// <summary>How the service logs: short lines for a person, an object of JSON a line for whoever collects logs.</summary>
internal static class ServiceLogging
{
    /// <summary>Adds it.</summary>
    /// <param name="logging">Receives it.</param>
    /// <param name="isWatched">Whether a person watches the output.</param>
    public static void Add(ILoggingBuilder logging, bool isWatched)
    {
        if (isWatched)
        {
            logging.AddConsole(console => console.FormatterName = ShortLines.FormatterName).AddConsoleFormatter<ShortLines, ConsoleFormatterOptions>();
        }
        else
        {
            logging.AddJsonConsole(console => console.UseUtcTimestamp = true);
        }
    }
}
