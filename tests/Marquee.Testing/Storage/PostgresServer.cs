using System.Diagnostics;
using Npgsql;
using Xunit;

namespace Marquee.Testing;

/// <summary>
/// A PostgreSQL server of a test run: made in a folder of its own when it is first asked for, reached through a socket there, and gone at the end. Tests that need one are skipped, with the reason,
/// where Debian's package <c>postgresql</c> (or another that brings <c>initdb</c>) is not installed.
/// </summary>
public sealed class PostgresServer : IDisposable
{
    /// <summary>Starts a program away from the folder and the terminal of the tests; its name is <c>$0</c>.</summary>
    private const string Quiet = "cd / && exec \"$0\" \"$@\" > /dev/null 2>&1 < /dev/null";

    private readonly Lock _lock = new();
    private string? _folder;
    private int _schemas;

    /// <summary>A connection string of a new, empty schema.</summary>
    public string NewSchema()
    {
        lock (_lock)
        {
            _folder ??= Start();
            var name = $"test_{++_schemas}";
            var connection = $"Host={_folder};Username=marquee;Database=postgres;Search Path={name};Application Name={name}";
            Run(connection, $"CREATE SCHEMA {name}");
            return connection;
        }
    }

    /// <summary>Forgets a schema.</summary>
    public static void Drop(string connection)
    {
        Disconnect(connection);
        Run(connection, $"DROP SCHEMA IF EXISTS {new NpgsqlConnectionStringBuilder(connection).SearchPath} CASCADE");
    }

    /// <summary>Ends the connections of everybody to a schema, as a restart of the server does.</summary>
    public static void Disconnect(string connection) =>
        Run(
            connection + ";Application Name=other",
            $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '{new NpgsqlConnectionStringBuilder(connection).ApplicationName}'");

    /// <summary>Runs a statement in a database.</summary>
    public static void Run(string connection, string sql)
    {
        using var open = new NpgsqlConnection(connection + ";Pooling=false");
        open.Open();
        using var command = new NpgsqlCommand(sql, open);
        command.ExecuteNonQuery();
    }

    /// <summary>Stops the server at once, as a crash does. To be called when a schema was made.</summary>
    public void Stop() => Start(Find("pg_ctl")!, "-D", Path.Combine(_folder!, "data"), "-w", "-m", "immediate", "stop");

    /// <summary>Starts the server again.</summary>
    public void Resume() => StartIn(_folder!);

    public void Dispose()
    {
        if (_folder is { } folder)
        {
            Start(Find("pg_ctl")!, "-D", Path.Combine(folder, "data"), "-m", "immediate", "stop");
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Start()
    {
        var initialise = Find("initdb");
        Assert.SkipWhen(initialise is null, "PostgreSQL is not on this machine; install Debian's package 'postgresql'.");

        // Short, for the path of a socket may have 107 bytes.
        var folder = Directory.CreateTempSubdirectory("pg-").FullName;
        if (Environment.IsPrivilegedProcess)
        {
            Check(Process.Start("chown", [Owner(), folder]));
        }

        var data = Path.Combine(folder, "data");
        Start(initialise!, "-D", data, "-U", "marquee", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");
        StartIn(folder);
        return folder;
    }

    private static void StartIn(string folder) => Start(
        Find("pg_ctl")!, "-D", Path.Combine(folder, "data"), "-w", "-t", "120", "-l", Path.Combine(folder, "log"),
        "-o", $"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off -c max_connections=200", "start");

    /// <summary>PostgreSQL refuses to run as root, so root runs it as somebody else.</summary>
    private static void Start(string program, params string[] arguments) => Check(
        Environment.IsPrivilegedProcess
            ? Process.Start("setpriv", ["--reuid", Owner(), "--regid", Group(), "--clear-groups", "sh", "-c", Quiet, program, .. arguments])
            : Process.Start("sh", ["-c", Quiet, program, .. arguments]));

    private static string Owner() => HasUser("postgres") ? "postgres" : "nobody";

    private static string Group() => HasUser("postgres") ? "postgres" : "nogroup";

    private static bool HasUser(string name) => File.ReadLines("/etc/passwd").Any(line => line.StartsWith(name + ":", StringComparison.Ordinal));

    private static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Concat(Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin")) : [])
            .Select(folder => Path.Combine(folder, program))
            .LastOrDefault(File.Exists);

    private static void Check(Process? process)
    {
        using (process)
        {
            process!.WaitForExit();
            if (process.ExitCode != 0)
            {
                throw new InvalidOperationException($"{process.StartInfo.FileName} {string.Join(' ', process.StartInfo.ArgumentList)} ended with {process.ExitCode}.");
            }
        }
    }
}
