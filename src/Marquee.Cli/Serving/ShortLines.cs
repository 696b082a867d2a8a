using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Marquee.Cli.Serving;

/// <summary>Logs as a person reads them: the time of day, how bad it is where it is bad, and what happened.</summary>
/// <param name="time">The clock.</param>
internal sealed class ShortLines(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    /// <summary>What it is called.</summary>
    public const string FormatterName = "short";

    /// <summary>By the clock of the machine.</summary>
    public ShortLines()
        : this(TimeProvider.System)
    {
    }

    /// <inheritdoc/>
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        textWriter.Write(time.GetLocalNow().ToString("HH:mm:ss"));
        textWriter.Write(logEntry.LogLevel switch
        {
            LogLevel.Warning => "  warning: ",
            LogLevel.Error or LogLevel.Critical => "  error: ",
            _ => "  ",
        });
        textWriter.Write(logEntry.Formatter(logEntry.State, logEntry.Exception));
        if (logEntry.Exception is { } exception)
        {
            textWriter.Write($" ({exception.GetType().Name}: {exception.Message})");
        }

        textWriter.WriteLine();
    }
}
